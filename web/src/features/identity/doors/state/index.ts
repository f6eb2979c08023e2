/** The ways in, without views. */
export type { Doorway } from "./doorway";
export { type Invitation, type Join, createJoin } from "./join";
export { type CodeRequest, createCodeRequest } from "./codeRequest";
export { type MailCode } from "./mailCode";
export { type RegisterForm, createRegister } from "./register";
export { type Reset, createReset } from "./reset";
export { type SecondStep } from "./secondStep";
export { type SetupForm, createSetup } from "./setup";
export { type SignIn, createSignIn } from "./signIn";
