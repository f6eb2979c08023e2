/** Which page stands at which address, and who may see it. */
import { Navigate, Route, type RouteSectionProps, Router, useLocation, useNavigate, useSearchParams } from "@solidjs/router";
import { Suspense, Switch, createEffect, createMemo, lazy } from "solid-js";
import { Admin } from "~/features/admin";
import { ForgotPage, JoinPage, RegisterPage, SetupPage, SignInPage } from "~/features/identity";
import { FactorPage } from "~/features/identity/factor";
import { OwnSettings } from "~/features/identity/settings/pages";
import { SpaceSettings } from "~/features/spaces/settings";
import { Match } from "~/lib/flow";
import { usePlace } from "~/lib/instance";
import { useSession } from "~/lib/session-provider";
import { Lost, Opening, Unreachable } from "./Broken";
import { isDoor, isInvitation, nextOf, paths } from "./paths";

const Inside = lazy(() => import("./Inside"));
const SearchPlace = lazy(() => import("./Inside").then((module) => ({ default: module.SearchPlace })));
const FriendsPlace = lazy(() => import("./Inside").then((module) => ({ default: module.FriendsPlace })));
const NotificationsPage = lazy(() => import("~/features/notifications/NotificationsPage"));
const CatchUpPlace = lazy(() => import("./Inside").then((module) => ({ default: module.CatchUpPlace })));
const TalkPlace = lazy(() => import("./Inside").then((module) => ({ default: module.TalkPlace })));
const SpacePage = lazy(() => import("./Inside").then((module) => ({ default: module.SpacePage })));

export function Routes() {
  return <Router root={Gate}>{routeTree()}</Router>;
}

/** Every address there is; a test of the palette walks it. */
export function routeTree() {
  return (
    <>
      <Route path="/setup" component={SetupPage} />
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/register" component={RegisterPage} />
      <Route path="/forgot" component={ForgotPage} />
      <Route path="/join/:code" component={JoinPage} />
      <Route path="/factor" component={FactorPage} />
      <Route component={Inside}>
        <Route path="/" component={SpacePage} />
        <Route path="/spaces/:space/:channel?" component={SpacePage} />
        <Route path="/conversations/:channel?" component={TalkPlace} />
        <Route path="/search" component={SearchPlace} />
        <Route path="/catch-up" component={CatchUpPlace} />
        <Route path="/friends/:tab?" component={FriendsPlace} />
        <Route path="/settings" component={OwnSettings.Pages}>
          <Route path="/" />
          <Route path="/profile" component={OwnSettings.Profile} />
          <Route path="/sign-in" component={OwnSettings.SignIn} />
          <Route path="/sessions" component={() => <Navigate href={paths.settings("sign-in")} />} />
          <Route path="/notifications" component={NotificationsPage} />
          <Route path="/look" component={OwnSettings.Look} />
          <Route path="/keyboard" component={OwnSettings.Keyboard} />
          <Route path="*" component={Lost} />
        </Route>
        <Route path="/admin" component={Admin.Pages}>
          <Route path="/" />
          <Route path="/accounts" component={Admin.Accounts} />
          <Route path="/accounts/:user" component={Admin.Account} />
          <Route path="/audit" component={Admin.Audit} />
          <Route path="*" component={Lost} />
        </Route>
        <Route path="/spaces/:space/settings" component={SpaceSettings.Pages}>
          <Route path="/" />
          <Route path="/overview" component={SpaceSettings.Overview} />
          <Route path="/rooms" component={SpaceSettings.Rooms} />
          <Route path="/rooms/:room" />
          <Route path="/rooms/:room/overview" component={SpaceSettings.RoomOverview} />
          <Route path="/rooms/:room/permissions" component={SpaceSettings.RoomAccess} />
          <Route path="/roles/:role?" component={SpaceSettings.Roles} />
          <Route path="/members" component={SpaceSettings.Members} />
          <Route path="/invites" component={SpaceSettings.Invites} />
          <Route path="/bans" component={SpaceSettings.Bans} />
          <Route path="/reports" component={SpaceSettings.Reports} />
          <Route path="/audit" component={SpaceSettings.Audit} />
          <Route path="*" component={Lost} />
        </Route>
      </Route>
      <Route path="*" component={Lost} />
    </>
  );
}

/** Leads everybody to where they belong: to set-up, to the door, or inside. */
function Gate(props: RouteSectionProps) {
  const session = useSession();
  const place = usePlace();
  const location = useLocation();
  const navigate = useNavigate();
  const [search] = useSearchParams<{ next: string }>();

  const isUnreachable = () => place.isUnreachable() || session.state().kind === "unreachable";
  const retry = () => {
    if (!place.instance()) void place.load();
    else if (session.state().kind === "unreachable") void session.boot();
  };
  const isKnown = () => session.state().kind !== "loading" && place.instance() !== null && !isUnreachable();
  const detour = createMemo(() => {
    if (!isKnown()) return null;
    const path = location.pathname;
    const isSetup = path === paths.setup();
    if (place.instance()?.setup_needed && !session.me()) return isSetup ? null : paths.setup();
    if (isSetup) return session.me() ? paths.home() : paths.signIn();
    if (isInvitation(path)) return null;
    if (isDoor(path)) return session.me() ? nextOf(search.next) : null;
    if (!session.me()) return paths.signIn(path === paths.factor() ? nextOf(search.next) : path + location.search);
    if (path === paths.factor()) return session.isFactorDue() ? null : nextOf(search.next);
    return session.isFactorDue() ? paths.factor(path + location.search) : null;
  });

  createEffect(() => {
    const path = detour();
    if (path !== null) navigate(path, { replace: true });
  });

  return (
    <Suspense fallback={<Opening />}>
      <Switch fallback={props.children}>
        <Match when={isUnreachable()}>
          <Unreachable onRetry={retry} />
        </Match>
        <Match when={!isKnown() || detour() !== null}>
          <Opening />
        </Match>
      </Switch>
    </Suspense>
  );
}
