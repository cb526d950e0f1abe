-- What the plan of a draft said when a file was attached, in cents: a délibération votes these amounts, and the page says when the plan has changed since. Empty of a file attached in any other state.
alter table piece add column cout_global bigint;
alter table piece add column aide_demandee bigint;
