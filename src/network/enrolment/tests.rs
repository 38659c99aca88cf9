mod both;
mod cases;
mod histories;
mod moving;
mod naive;
mod naive_deeds;
mod world;
