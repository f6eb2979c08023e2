/** The page of who must add a second step before anything else; it loads when it is needed. */
import { lazy } from "solid-js";

export const FactorPage = lazy(() => import("./settings/FactorPage"));
