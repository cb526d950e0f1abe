import { sql } from 'kysely'
import type { Appel } from '../cahier/index.ts'

/** What happened to a call since it was published: a closing before its end, of all of it or of some shares, relevés that were announced, what its envelopes hold where movements changed it, in cents by code. Instants as the database writes them in JSON. */
export type Vie = { avis?: AvisLu; annonces?: string[]; tenus?: Record<string, number>; parts?: Record<string, PartLue> } | null
type PartLue = { ferme: string; motif: string; publiee: string }
type AvisLu = { ferme: string; motif: string; publiee: string; rouverte: string | null; rouverte_motif: string | null }

/** The same as part of a statement, for the call that this column names. */
export const vieDe = (appelId: string) => sql<Vie>`(select nullif(jsonb_strip_nulls(jsonb_build_object(
  'avis', (select jsonb_build_object('ferme', f.ferme_le, 'motif', f.motif, 'publiee', f.publiee_le, 'rouverte', f.rouverte_le, 'rouverte_motif', f.rouverte_motif)
    from fermeture f where f.appel_id = ${sql.ref(appelId)} order by f.publiee_le desc, f.id desc limit 1),
  'annonces', (select jsonb_agg(x.prevu_le order by x.prevu_le) from releve_annonce x
    where x.appel_id = ${sql.ref(appelId)} and x.retiree_le is null),
  'parts', (select jsonb_object_agg(f.enveloppe, jsonb_build_object('ferme', f.ferme_le, 'motif', f.motif, 'publiee', f.publiee_le))
    from fermeture_part f where f.appel_id = ${sql.ref(appelId)} and f.rouverte_le is null),
  'tenus', (select jsonb_object_agg(e.code, e.montant) from enveloppe e join mouvement_credits m on m.enveloppe_id = e.id and m.genre = 'ouverture'
    where e.appel_id = ${sql.ref(appelId)} and e.montant <> m.montant))), '{}'))`

const vecus = new Map<string, Appel>()
const VECUS_MAX = 200

/**
 * The call with what happened to it, which every page, act and rule then reads. Made once for a text and what happened to it: rules are prepared for an
 * object.
 */
export function avecSaVie(appel: Appel, sha256: string, vie: Vie | undefined): Appel {
  if (!vie) return appel
  const cle = `${sha256} ${JSON.stringify(vie)}`
  const connu = vecus.get(cle)
  if (connu) return connu
  if (vecus.size >= VECUS_MAX) vecus.clear()
  const vecu = vivre(appel, vie)
  vecus.set(cle, vecu)
  return vecu
}

function vivre(appel: Appel, { avis, annonces = [], tenus = {}, parts = {} }: NonNullable<Vie>): Appel {
  const { calendrier } = appel
  const le = avis && !avis.rouverte ? new Date(avis.ferme) : derniereDes(appel, parts)
  return {
    ...appel,
    // an early closing is one of the intentions: the second temps keeps its own
    ...(appel.second ? { second: vivre(appel.second, { annonces, tenus }) } : {}),
    enveloppes: appel.enveloppes.map(e => ({ ...e, tenu: tenus[e.code], avis: avisDePart(parts[e.code]) })),
    calendrier: {
      ...calendrier,
      avis: avis && avisDe(avis),
      vagues: le ? fermees(calendrier.vagues, le) : calendrier.vagues,
      continu: calendrier.continu && { ...calendrier.continu, annonces: annonces.map(d => new Date(d)), fermeture: le !== undefined },
    },
  }
}

/** When the last share of a call closes, once each of them has its notice: nothing is left to answer then. */
function derniereDes(appel: Appel, parts: Record<string, PartLue>): Date | undefined {
  const fins = appel.enveloppes.map(e => parts[e.code]?.ferme)
  return fins.length === 0 || fins.includes(undefined) ? undefined : new Date(Math.max(...fins.map(f => Date.parse(f!))))
}

const avisDePart = (p: PartLue | undefined) => p && { le: new Date(p.ferme), motif: p.motif, publieLe: new Date(p.publiee) }

const avisDe = (a: AvisLu): Appel['calendrier']['avis'] =>
  a.rouverte
    ? { genre: 'reouverture', le: new Date(a.rouverte), motif: a.rouverte_motif ?? '', publieLe: new Date(a.rouverte) }
    : { genre: 'fermeture', le: new Date(a.ferme), motif: a.motif, publieLe: new Date(a.publiee) }

/** Periods until a closing that comes before their end; those that would open after it never do. */
function fermees(vagues: Appel['calendrier']['vagues'], le: Date) {
  const ouvertes = vagues.filter(v => v.ouverture < le)
  const gardees = ouvertes.length > 0 ? ouvertes : vagues.slice(0, 1)
  return gardees.map(v => (v.cloture && v.cloture <= le ? v : { ...v, cloture: le }))
}
