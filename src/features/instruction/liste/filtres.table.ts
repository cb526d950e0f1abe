import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { dateCivile, debutDuJour } from '../../../lib/dates.ts'
import type { Option } from '../../../ui/champs.tsx'
import { type Appel, TYPES_STRUCTURE } from '../../cahier/index.ts'
import { ETAPES_SUIVI, ETATS_INSTRUITS } from '../../decret/index.ts'
import { MOTS_ETAPE } from '../../etats/index.ts'
import { nomDepartement } from '../../perimetre/index.ts'
import { reglesDeLAppel } from '../../recevabilite/index.ts'
import { choix, choixUsuel, code, EUROS, entre, HABITANTS, JOUR, lendemain, plusieurs, tableau, texte, un } from './ligne-filtre.ts'
import { MOTS_VERDICTS, motsEtats, motsSuites, SUITES, VERDICTS_FILTRES } from './liste.mots.ts'
import { reglesDe, voletParmi } from './noms.ts'
import { ECHEANCE, TRIS } from './tris.ts'

/** Stands among départements for bearers of the whole territory. */
export const TERRITOIRE = 'territoire'
/** Of a call in two temps, which dossiers are read at each. */
const TEMPS = { 1: 'Intention', 2: 'Dossier complet' } as const
const VERDICTS: Record<(typeof VERDICTS_FILTRES)[number], RawBuilder<unknown>> = {
  non_respectee: sql`i.non_respectees`,
  a_completer: sql`i.a_completer`,
  a_verifier: sql`i.a_verifier`,
  attention: sql`i.attentions`,
}

const parmi = (colonne: string) => (vs: readonly string[]) => sql<boolean>`${sql.ref(colonne)} = ${tableau(vs)}`
/** As the index of the order has it, which is then entered. */
const nombre = (quoi: 'population' | 'cout_global' | 'aide_demandee') => {
  const { expression } = TRIS[quoi].cle
  return { de: (n: number) => sql<boolean>`${expression} >= ${n}`, a: (n: number) => sql<boolean>`${expression} between 0 and ${n}` }
}
const codes = (mots: Record<string, string>) => () => Object.entries(mots).map(([value, label]): Option => ({ value, label }))
/** Those that only the dossiers of a call in two temps may have are left out where there is none. */
const etatsDe = ({ appels }: { appels: readonly Appel[] }) =>
  codes(motsEtats(appels))().filter(o => appels.some(a => a.second) || !/preselectionne$/.test(o.value))
const TYPES = Object.keys(TYPES_STRUCTURE) as (keyof typeof TYPES_STRUCTURE)[]
const MOTS_ETAPES = Object.fromEntries(ETAPES_SUIVI.map(e => [e, MOTS_ETAPE[e].mot]))
const parCode = (os: Option[]) => [...new Map(os.map(o => [o.value, o])).values()]
const nomParmi = (os: readonly Option[] | undefined, valeur: string) => os?.find(o => o.value === valeur)?.label

/**
 * One line a filter, in the order of the address, by which kept views are told apart: a new one comes last. The list, its totals, its exports, the form, the links
 * that take a filter away, kept views and the words of a list are all made from it.
 */
export const FILTRES = {
  q: un({ lire: texte(200), sql: null, mots: q => `Recherche\u00a0: ${q}`, champ: 'recherche', compte: 'lu' }),
  appel: un({
    lire: z.string().regex(/^[a-z0-9-]{1,120}$/),
    // found once: not for each row
    sql: ([slug], { l }) => sql`i.appel_id = (select a.id from appel a where a.guichet_id = ${l.guichetId} and a.slug = ${slug})`,
    mots: null,
    champ: 'cache',
    compte: 'garde',
  }),
  etat: plusieurs({
    lire: z.enum(ETATS_INSTRUITS),
    sql: parmi('i.etat'),
    mots: (e, { appels }) => `État\u00a0: ${motsEtats(appels)[e].toLowerCase()}`,
    champ: choix('État', 'Tous', etatsDe),
    compte: 'garde',
  }),
  suite: plusieurs({
    lire: z.enum(SUITES),
    sql: parmi('i.suite'),
    mots: (s, { appels }) => `Suite\u00a0: ${motsSuites(appels)[s].toLowerCase()}`,
    champ: choixUsuel('Suite à donner', 'Toutes', d => codes(motsSuites(d.appels))()),
    compte: 'garde',
  }),
  /** Where the follow-up of a lauréat stands. */
  etape: plusieurs({
    lire: z.enum(ETAPES_SUIVI),
    sql: (es, { l }) =>
      sql`i.dossier_id in (select u.dossier_id from suivi u where u.guichet_id = ${l.guichetId} and u.etape = ${tableau(es)})`,
    mots: e => `Suivi de l’aide\u00a0: ${MOTS_ETAPE[e].mot.toLowerCase()}`,
    champ: choix('Suivi de l’aide', 'Tous', codes(MOTS_ETAPES)),
    compte: 'lu',
  }),
  volet: plusieurs({
    lire: code,
    sql: parmi('i.volet'),
    mots: (v, { appels }) => {
      const volet = voletParmi(appels, v)
      return `Volet\u00a0: ${volet ? `${volet.numero}, ${volet.titre}` : v}`
    },
    champ: choixUsuel('Volet', 'Tous', ({ appels }) =>
      parCode(appels.flatMap(a => a.volets.map(v => ({ value: v.code, label: `Volet\u00a0${v.numero}, ${v.titre}` })))),
    ),
    compte: 'garde',
  }),
  departement: plusieurs({
    lire: z.union([z.string().regex(/^[0-9][0-9AB][0-9]?$/), z.literal(TERRITOIRE)]),
    // not « coalesce »: the index is entered by the département
    sql: ds => {
      const pilotes = sql<boolean>`i.departement_pilote = ${tableau(ds.filter(d => d !== TERRITOIRE))}`
      return ds.includes(TERRITOIRE) ? sql`i.departement_pilote is null or ${pilotes}` : pilotes
    },
    mots: (d, { appels }) => `Département\u00a0: ${d === TERRITOIRE ? 'tout le territoire' : nomDepartement(d, appels)}`,
    champ: choix('Département', 'Tous', ({ appels }) => [
      ...parCode(appels.flatMap(a => (a.territoire.departements ?? []).map(x => ({ value: x.code, label: x.nom })))),
      { value: TERRITOIRE, label: 'Tout le territoire' },
    ]),
    compte: 'garde',
  }),
  epci: plusieurs({
    lire: z.string().regex(/^\d{9}$/),
    sql: parmi('i.epci_siren'),
    mots: (siren, { epci }) => `EPCI\u00a0: ${nomParmi(epci, siren) ?? siren}`,
    champ: choixUsuel('EPCI', 'Tous', d => d.epci ?? []),
    compte: 'lu',
  }),
  type: plusieurs({
    lire: z.enum(TYPES),
    sql: parmi('i.porteur_type'),
    mots: t => `Porteur\u00a0: ${TYPES_STRUCTURE[t]}`,
    champ: choix('Type de porteur', 'Tous', codes(TYPES_STRUCTURE)),
    compte: 'lu',
  }),
  population: entre({
    sorte: HABITANTS,
    sql: nombre('population'),
    mots: 'Population',
    champ: 'Population du porteur (habitants)',
    compte: 'lu',
  }),
  cout: entre({ sorte: EUROS, sql: nombre('cout_global'), mots: 'Coût global', champ: 'Coût global (€)', compte: 'lu' }),
  aide: entre({ sorte: EUROS, sql: nombre('aide_demandee'), mots: 'Aide demandée', champ: 'Aide demandée (€)', compte: 'lu' }),
  depose: entre({
    sorte: JOUR,
    sql: { de: jour => sql`i.depose_le >= ${debutDuJour(jour)}`, a: jour => sql`i.depose_le < ${lendemain(jour)}` },
    mots: 'Déposé',
    champ: 'Déposé (jj/mm/aaaa)',
    compte: 'lu',
  }),
  verdict: plusieurs({
    lire: z.enum(VERDICTS_FILTRES),
    sql: vs => {
      const un = vs.map(v => sql`${VERDICTS[v]} > 0`)
      return sql`${sql.join(un, sql` or `)}`
    },
    mots: v => `Recevabilité\u00a0: ${MOTS_VERDICTS[v].toLowerCase()}`,
    champ: choix('Recevabilité', 'Toutes', codes(MOTS_VERDICTS)),
    compte: 'lu',
  }),
  /** Rules that ask for something, whatever their verdict. */
  regle: plusieurs({
    lire: code,
    sql: rs => sql`exists (select from jsonb_array_elements(i.verdicts) v
        where v ->> 'regle' = ${tableau(rs)} and v ->> 'resultat' = ${tableau(VERDICTS_FILTRES)})`,
    mots: (id, { appels }) => `Règle\u00a0: ${appels.flatMap(reglesDeLAppel).find(r => r.id === id)?.titre ?? id}`,
    champ: choixUsuel('Règle', 'Toutes', ({ appels }) => [...reglesDe(appels).values()].map(r => ({ value: r.id, label: r.titre }))),
    compte: 'lu',
  }),
  pieces: un({
    lire: z.literal('manquent'),
    sql: () => sql`cardinality(i.pieces_manquantes) > 0`,
    mots: () => 'Une pièce manque',
    champ: choixUsuel('Pièce', 'Indifférent', codes({ manquent: 'Une pièce manque' })),
    compte: 'lu',
  }),
  /** `moi`, `personne`, or an account. */
  affecte: un({
    lire: z.union([z.enum(['moi', 'personne']), z.uuid().toLowerCase()]),
    sql: ([qui], { l }) => (qui === 'personne' ? sql`i.assigne_a is null` : sql`i.assigne_a = ${qui === 'moi' ? l.compteId : qui}`),
    mots: (qui, d) => `Affecté à\u00a0: ${['moi', 'personne'].includes(qui) ? qui : (nomParmi(d.personnes, qui) ?? 'quelqu’un d’autre')}`,
    champ: choix('Affecté à', 'Tous', d => [
      { value: 'moi', label: 'Moi' },
      { value: 'personne', label: 'Personne' },
      ...d.personnes.filter(p => p.value !== d.moi),
    ]),
    compte: 'lu',
  }),
  retard: un({
    lire: z.literal('1'),
    sql: (_, { instant }) => sql`i.echeance_jour <= ${dateCivile(instant)}::date and ${ECHEANCE} < ${instant}`,
    mots: () => 'En retard',
    champ: choixUsuel('Échéance', 'Indifférent', codes({ 1: 'En retard seulement' })),
    compte: 'garde',
  }),
  messages: un({
    lire: z.literal('non_lus'),
    sql: (_, { l }) => sql`i.dossier_id in (select m.dossier_id from message m where m.guichet_id = ${l.guichetId} and m.cote <> 'service'
        and not exists (select from message_lu u where u.dossier_id = m.dossier_id and u.compte_id = ${l.compteId} and u.lu_le >= m.ecrit_le))`,
    mots: () => 'Messages non lus',
    champ: null,
    compte: 'lu',
  }),
  etiquette: plusieurs({
    lire: texte(60),
    sql: es => sql`i.etiquettes <> '{}' and i.etiquettes && ${es}::text[]`,
    mots: e => `Étiquette\u00a0: ${e}`,
    champ: choixUsuel('Étiquette', 'Toutes', d => d.etiquettes ?? []),
    compte: 'lu',
  }),
  avis: un({
    lire: z.literal('attendus'),
    sql: (_, { l }) => sql`i.dossier_id in (select a.dossier_id from avis a where a.guichet_id = ${l.guichetId} and a.code is not null
        and a.rendu_le is null and a.annule_le is null and a.silence_le is null)`,
    mots: () => 'Avis attendu',
    champ: choix('Avis', 'Indifférent', codes({ attendus: 'Un avis est attendu' })),
    compte: 'lu',
  }),
  /** The stage of its call that stands filed. */
  temps: un({
    lire: z.enum(['1', '2']),
    sql: ([t]) => sql`i.temps = ${Number(t)}`,
    mots: t => `Temps\u00a0: ${TEMPS[t].toLowerCase()}`,
    champ: choix('Temps', 'Tous', ({ appels }) => (appels.some(a => a.second) ? codes(TEMPS)() : [])),
    compte: 'lu',
  }),
  /** Dossiers chosen one by one, to be opened one after the other. */
  parmi: plusieurs({
    lire: z.uuid().toLowerCase(),
    sql: ids => sql`i.dossier_id = any(${ids}::uuid[])`,
    mots: null,
    champ: null,
    compte: 'lu',
  }),
}
