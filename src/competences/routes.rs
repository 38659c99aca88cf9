//! Everything about competences over HTTP.

use utoipa_actix_web::service_config::ServiceConfig;

use super::{attestations, awards, coverage, framework, grants, imports, ledger, placement};

pub fn mount(config: &mut ServiceConfig<'_>) {
    framework::routes::mount(config);
    ledger::routes::mount(config);
    placement::routes::mount(config);
    attestations::routes::mount(config);
    grants::routes::mount(config);
    coverage::routes::mount(config);
    imports::routes::mount(config);
    awards::routes::mount(config);
}
