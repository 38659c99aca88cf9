//! The network over HTTP.

use utoipa_actix_web::service_config::ServiceConfig;

use super::facilitators;

pub fn mount(config: &mut ServiceConfig<'_>) {
    facilitators::routes::mount(config);
}
