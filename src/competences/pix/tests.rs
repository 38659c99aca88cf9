mod broken;
mod certificates;
mod files;
mod matching;
mod profiles;
