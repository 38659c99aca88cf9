mod credentials;
mod fixtures;
mod keys;
mod tokens;
mod world;
