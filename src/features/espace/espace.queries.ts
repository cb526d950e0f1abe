import { sql } from 'kysely'
import { type Contexte, sansDossier } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import type { Curseur } from '../../lib/curseur.ts'
import { type AppelDeVersion, versionAppliquee, versionsDe, vieDe } from '../appels/index.ts'
import type { EtapeSuivi, Etat } from '../decret/index.ts'
import type { Ou } from '../delais/index.ts'
import { complementAttendu, idsDeMesStructures } from '../dossiers/index.ts'
import { DITE, etapeDuSuivi } from '../etats/index.ts'

/** Rows of one page of the list. */
export const PAR_PAGE = 20
/** A dossier as lists show it: without its content, its pieces or its partners. */
export type DossierListe = {
  id: string
  numero: string
  etat: Etat
  titre: string
  structure: { id: string; nom: string; declaree: boolean }
  /** Absent when the text of its call is no longer readable. */
  version: AppelDeVersion | undefined
  derogation: { jusquAu: Date; gardee: boolean } | undefined
  /** The service waits for complements. */
  aCompleter: boolean
  /** Where its follow-up stands. */
  etape: EtapeSuivi | null
  deposeLe: Date | null
  modifieLe: Date
  /** Cents: what is asked; once the letter has left, what is granted and what was paid of it. */
  demande: number | null
  accorde: number | null
  verse: number
  /** Written while its author waits for its structure. */
  enAttente: boolean
  /** Where it may draw from: anywhere, with a partner of elsewhere. */
  ou: Ou
}

const aPartenaire = sql<boolean>`exists (select from partenaire p where p.guichet_id = d.guichet_id and p.dossier_id = d.id and p.retire_le is null)`
/** Follow-up opens with what was told first; a correction that nobody has received yet is not read here. */
const accordeDe = sql<number | null>`(select x.montant from suivi u join decision x on x.dossier_id = u.dossier_id
  where u.guichet_id = d.guichet_id and u.dossier_id = d.id and ${DITE} order by x.prise_le desc, x.id desc limit 1)`
const verseDe = sql<number | null>`(select u.verse from suivi u where u.guichet_id = d.guichet_id and u.dossier_id = d.id)`
const mots = (q: string) => q.trim().split(/\s+/).filter(Boolean).slice(0, 8)
/** The dossiers of a list, by themselves: what their words are looked for in is joined where some are. */
const trouves = (tx: Tx, ctx: Contexte, q: string) => {
  const siens = tx.selectFrom('dossier as d').where('d.guichet_id', '=', ctx.guichetId).where('d.id', 'in', idsDeMesStructures(ctx))
  const cherches = mots(q)
  if (cherches.length === 0) return siens
  const texte = sql`(select concat_ws(' ', d.numero, d.titre, s.nom, v.titre) from structure s, appel_version v
    where s.id = d.structure_id and v.id = d.appel_version_id)`
  return siens.where(eb =>
    eb.and(cherches.map(mot => sql<boolean>`position(sans_accent(lower(${mot})) in sans_accent(lower(${texte}))) > 0`)),
  )
}

/** One page of the dossiers of the actor's structures and of those where they are partners, the latest changed first; one more than the page tells that there is a next. */
export async function listerMesDossiers(tx: Tx, ctx: Contexte, { q = '', apres }: { q?: string; apres?: Curseur | undefined }) {
  if (sansDossier(ctx)) return []
  // the dossiers of the page first: what is read of each is read of no other
  const page = trouves(tx, ctx, q)
    .select('d.id')
    .$if(!!apres, qb => qb.where(sql<boolean>`(d.modifie_le, d.id) < (${apres?.instant}, ${apres?.id}::uuid)`))
    .orderBy('d.modifie_le', 'desc')
    .orderBy('d.id', 'desc')
    .limit(PAR_PAGE + 1)
  const trouvees = await tx
    .selectFrom('dossier as d')
    .innerJoin('structure as s', 's.id', 'd.structure_id')
    .leftJoin('derogation as g', 'g.dossier_id', 'd.id')
    .where('d.guichet_id', '=', ctx.guichetId)
    .where('d.id', '=', sql<string>`any(array(${page}))`)
    .select(['d.id', 'd.numero', 'd.etat', 'd.titre', 'd.depose_le', 'd.rouvert_le', 'd.modifie_le'])
    .select(['s.id as structure_id', 's.nom', 's.declaree', 'g.jusqu_au', 'g.gardee', complementAttendu.as('a_completer')])
    .select(['d.volet', 'd.departement', 'd.redige_par', aPartenaire.as('commun')])
    .select(['d.aide_demandee as demande', accordeDe.as('accorde'), verseDe.as('verse')])
    .select(['d.temps', etapeDuSuivi('d.id').as('etape'), versionAppliquee.as('version_id'), vieDe('d.appel_id').as('vie')])
    .orderBy('d.modifie_le', 'desc')
    .orderBy('d.id', 'desc')
    .execute()
  const version = await versionsDe(tx, ctx.guichetId, trouvees)
  return trouvees.map(
    (l): DossierListe => ({
      id: l.id,
      numero: l.numero,
      etat: l.rouvert_le ? 'rouvert' : (l.etat as Etat),
      titre: l.titre,
      structure: { id: l.structure_id, nom: l.nom, declaree: l.declaree },
      version: version(l),
      derogation: l.jusqu_au ? { jusquAu: l.jusqu_au, gardee: l.gardee! } : undefined,
      aCompleter: l.a_completer,
      etape: l.etape,
      deposeLe: l.depose_le,
      modifieLe: l.modifie_le,
      demande: l.demande,
      accorde: l.accorde,
      verse: l.verse ?? 0,
      enAttente: l.redige_par !== null,
      ou: { volet: l.volet ?? undefined, departements: l.departement && !l.commun ? [l.departement] : [] },
    }),
  )
}

export async function compterMesDossiers(tx: Tx, ctx: Contexte, q = ''): Promise<number> {
  if (sansDossier(ctx)) return 0
  const { n } = await trouves(tx, ctx, q)
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}

export type InvitationPartenaire = {
  id: string
  titre: string
  structure: string
  version: AppelDeVersion
  derogation: DossierListe['derogation']
  deposeLe: null
}
/** Projects whose porteur has invited this address, which no structure has answered for yet. */
export async function mesInvitations(tx: Tx, ctx: Contexte): Promise<InvitationPartenaire[]> {
  const courriel = ctx.acteur?.courriel
  if (!courriel) return []
  const trouvees = await tx
    .selectFrom('partenaire as p')
    .innerJoin('dossier as d', 'd.id', 'p.dossier_id')
    .innerJoin('structure as s', 's.id', 'd.structure_id')
    .leftJoin('derogation as g', 'g.dossier_id', 'd.id')
    .select(['p.id', 'd.titre', 's.nom', 'g.jusqu_au', 'g.gardee', versionAppliquee.as('version_id'), vieDe('d.appel_id').as('vie')])
    .where('p.guichet_id', '=', ctx.guichetId)
    .where('p.retire_le', 'is', null)
    .where('p.structure_id', 'is', null)
    .where(sql<boolean>`lower(p.courriel) = lower(${courriel})`)
    .where('d.etat', '=', 'brouillon')
    .orderBy('p.id')
    .limit(20)
    .execute()
  const version = await versionsDe(tx, ctx.guichetId, trouvees)
  return trouvees.flatMap((l): InvitationPartenaire | [] => {
    const v = version(l)
    if (!v) return []
    const derogation = l.jusqu_au ? { jusquAu: l.jusqu_au, gardee: l.gardee! } : undefined
    return { id: l.id, titre: l.titre, structure: l.nom, version: v, derogation, deposeLe: null }
  })
}
