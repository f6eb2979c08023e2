//! The routes of this feature.

mod audit;
mod elevation;
mod spaces;
mod users;

use crate::edge::http::Route;

pub(super) fn routes() -> Vec<Route> {
    let mut routes = elevation::routes();
    routes.extend(users::routes());
    routes.extend(audit::routes());
    routes.extend(spaces::routes());
    routes
}
