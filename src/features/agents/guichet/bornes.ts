/** People of one page: a guichet has some tens of them; beyond, one searches. */
export const AGENTS_MAX = 200
/** Life of an invitation's link, in days, from its last sending. */
export const DUREE_INVITATION_J = 7

/** What a form sends for every call, those to come too: no call bears this name. */
export const TOUS_LES_APPELS = '*'
