/** What surrounds every page: preferences, session, place, language, notices, and a net for what breaks. */
import { ErrorBoundary, type ParentProps } from "solid-js";
import { I18nProvider, localeOf } from "~/lib/i18n";
import { PlaceProvider } from "~/lib/instance";
import { PrefsProvider, usePrefs } from "~/lib/prefs-provider";
import { SessionProvider, useSession } from "~/lib/session-provider";
import { ToastRegion } from "~/ui/ToastRegion";
import { ToasterProvider } from "~/ui/toaster";
import { Broken } from "./Broken";
import { Routes } from "./Routes";

export function App() {
  return (
    <PrefsProvider>
      <SessionProvider>
        <PlaceProvider>
          <Language>
            <ToasterProvider>
              <ErrorBoundary fallback={(thrown: unknown) => <Broken thrown={thrown} />}>
                <Routes />
              </ErrorBoundary>
              <ToastRegion />
            </ToasterProvider>
          </Language>
        </PlaceProvider>
      </SessionProvider>
    </PrefsProvider>
  );
}

/** The language: chosen on this device, else of the account, else of the browser. */
function Language(props: ParentProps) {
  const { prefs } = usePrefs();
  const session = useSession();
  return <I18nProvider locale={prefs().locale ?? session.me()?.locale ?? localeOf(navigator.languages)}>{props.children}</I18nProvider>;
}
