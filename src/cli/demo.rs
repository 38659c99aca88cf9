use crate::settings::Settings;
use clap::Args;
#[derive(Args)]
pub struct DemoArgs {}
pub fn demo(_s: Settings, _a: DemoArgs) -> anyhow::Result<()> {
    Ok(())
}
