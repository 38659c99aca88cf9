mod cases;
mod planning;
mod walk;
