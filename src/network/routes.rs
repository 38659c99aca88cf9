//! The network's routes, feature by feature.

use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    attendance, calendar, enrolment, facilitators, figures, kiosk, matching, mentoring, open,
    recognition, requests, rooms, satisfaction, series, templates, workshops,
};

pub fn mount(config: &mut ServiceConfig<'_>) {
    templates::routes::mount(config);
    rooms::routes::mount(config);
    workshops::routes::mount(config);
    series::routes::mount(config);
    enrolment::routes::mount(config);
    attendance::routes::mount(config);
    kiosk::routes::mount(config);
    facilitators::routes::mount(config);
    matching::routes::mount(config);
    requests::routes::mount(config);
    calendar::routes::mount(config);
    mentoring::routes::mount(config);
    satisfaction::routes::mount(config);
    recognition::routes::mount(config);
    figures::routes::mount(config);
    open::routes::mount(config);
}
