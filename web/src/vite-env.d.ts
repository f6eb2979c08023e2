/** What the build puts into the code. */
/// <reference types="vite/client" />
interface ImportMetaEnv {
  readonly VITE_VERSION?: string;
}
