mod drafts;
mod life;
