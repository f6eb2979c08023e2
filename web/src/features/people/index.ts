/** How people stand to oneself: asking, accepting, blocking. */
export { ConfirmBond, type BondAsked } from "./ConfirmBond";
export { HomeSide } from "./HomeSide";
export { PersonActs } from "./PersonActs";
