import { randomUUIDv7 } from 'node:crypto'
import { auGuichet, type Db, type Tx } from './db/db.ts'

/** What a role opens: in this call, these départements and these volets (all when empty). `appel` null: in every call, present and to come. */
export type Portee = { appel: string | null; departements: string[]; volets: string[] }
/** A role, and the calls for which it is held: none, and it reads nothing. An administrateur's and a direction's are of the whole guichet. */
export type Role = {
  role: 'referent_departemental' | 'referent_regional' | 'administrateur' | 'direction' | 'lecteur' | 'membre_comite' | 'signataire'
  perimetres: Portee[]
}
export type Preuve = 'declaree' | 'proconnect' | 'domaine' | 'referent'
export type Rattachement = {
  id: string
  nom: string
  type: string
  departement: string | null
  etat: 'demandee' | 'active'
  preuve: Preuve
}

/** Who is asking: an account with what it may do in this guichet. `roles` is empty until the second factor has been given. */
export type Acteur = {
  compteId: string
  sessionId: string
  nom: string
  courriel: string
  roles: Role[]
  structures: Rattachement[]
  /** Roles that wait for the second factor of this session. */
  rolesEnAttente: Role[]
  aSecondFacteur: boolean
  /** Seconds before the end of this session when it was read, and whether its owner may still put that end off. */
  session?: { resteS: number; prolongeable: boolean } | undefined
  /** The pages of somebody else that this session asked to see, as they stand in the database: `features/vue-comme` says what becomes of it. */
  vue?: { id: string; vu: string; resteS: number } | undefined
  /** These are the pages of this account, shown to somebody else. */
  enVue?: EnVue | undefined
}
/**
 * Who really reads, and the structures whose dossiers neither of the two may instruct. The account that is seen then has no structure of its own: what is
 * shown is what both may read.
 */
export type EnVue = { id: string; par: Acteur; structures: readonly string[]; resteS: number }

/** What every act and every reading needs to know: the data, the guichet, who, and when (business time of the request). */
export type Contexte = {
  db: Db
  guichetId: string
  acteur: Acteur | null
  /** Of a request: read it once its body has been received (`arrivee.ts`). */
  instant: Date
  /** The filtered list of dossiers that the reader walks through, for the pages that say where they stand in it. */
  liste?: string
  /** Nothing may be written: the database itself refuses it. */
  lectureSeule?: boolean
  /** A transaction already begun, whose commit is the act's: an act played among other writes. */
  tx?: Tx | undefined
}
export type ContexteActeur = Contexte & { acteur: Acteur }

/** Opens the one transaction of an act, or of a page's readings; or joins the one that the context brings. */
export const enTransaction = <T>(ctx: Pick<Contexte, 'db' | 'guichetId' | 'tx' | 'lectureSeule'>, act: (tx: Tx) => Promise<T>) =>
  ctx.tx ? act(ctx.tx) : auGuichet(ctx.db, ctx.guichetId, act, ctx.lectureSeule)

/** Active structures of the actor. */
export const structuresActives = (acteur: Acteur | null) => (acteur?.structures ?? []).filter(s => s.etat === 'active')
export const estAgent = (acteur: Acteur | null) => !!acteur && acteur.roles.length > 0
/** No dossier can be theirs, not even a draft written while one waits: asked before any query, since most pages are read by people who have none. */
export const sansDossier = ({ acteur }: Pick<Contexte, 'acteur'>) =>
  !acteur || (structuresActives(acteur).length === 0 && (estAgent(acteur) || !!acteur.enVue))
/** Whether the actor holds one of these roles at all: of a call, `aRoleSur` says it. */
export const aRole = (acteur: Acteur | null, ...roles: Role['role'][]) => !!acteur?.roles.some(r => roles.includes(r.role))
/** Whether the actor holds this role for this call. */
export const aRoleSur = (acteur: Acteur | null, role: Role['role'], appelId: string) =>
  !!acteur?.roles.some(r => r.role === role && r.perimetres.some(p => p.appel === null || p.appel === appelId))
/** UUIDv7: sorts by creation, so that indexes stay compact. */
export const nouvelId = (): string => randomUUIDv7()
