/** Who one is: the doors into the place. Pages load when they are first opened. */
import { lazy } from "solid-js";

export const SetupPage = lazy(() => import("./doors/SetupPage"));
export const SignInPage = lazy(() => import("./doors/SignInPage"));
export const RegisterPage = lazy(() => import("./doors/RegisterPage"));
export const JoinPage = lazy(() => import("./doors/JoinPage"));
export const ForgotPage = lazy(() => import("./doors/ForgotPage"));
