/** How people stand to oneself: asking, accepting, blocking. */
export { ConfirmBond, type BondAsked } from "./ConfirmBond";
export { PersonActs } from "./PersonActs";
