import { createHash } from 'node:crypto'
import paquet from '../../../package.json' with { type: 'json' }
import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Deps } from '../../http.ts'
import { type DateCivile, dateCivile } from '../../lib/dates.ts'
import { ecrireCatalogue, FICHIERS, type Fichier, type Jeu } from './catalogue.ts'
import { ecrireDispositifs } from './dispositifs.ts'
import { etatDonnees } from './donnees.queries.ts'
import { ecrireGeojson } from './geographie.ts'
import { ecrireGiving } from './giving.ts'
import { type FichierOuvert, peser } from './servir.ts'
import { aidesDAppel, type Filtre, lireAides, programmeDAppel, programmeDeListe, type Sources } from './sources.ts'
import { ecrireSubventions } from './subventions.ts'

export type CodeFichier = Fichier['code'] | 'catalogue'
const NOMS: Record<CodeFichier, [nom: string, type: string]> = {
  subventions: ['subventions.csv', 'text/csv; charset=utf-8; header=present'],
  giving: ['360giving.json', 'application/json; charset=utf-8'],
  laureats: ['laureats.geojson', 'application/geo+json; charset=utf-8'],
  appels: ['appels.json', 'application/json; charset=utf-8'],
  catalogue: ['catalogue.jsonld', 'application/ld+json; charset=utf-8'],
}
/** What a file depends on besides the rows: the program, and the identity of whoever publishes. */
type Cadre = Pick<Deps, 'config' | 'urlPublique'>

/** The state of all that is public: an imprint, and when it last changed. */
export async function etatPublic(ctx: Contexte, { config, urlPublique }: Cadre) {
  const { empreinte, maj } = await enTransaction(ctx, tx => etatDonnees(tx, ctx.guichetId))
  return { empreinte: hacher([empreinte, paquet.version, urlPublique, JSON.stringify(config.guichet)]), maj }
}
const hacher = (mots: readonly string[]) => createHash('sha256').update(mots.join('\n')).digest('hex').slice(0, 32)

/** One of the files, filtered, ready to be written. */
export function fichierOuvert(
  ctx: Contexte,
  cadre: Cadre,
  etat: { empreinte: string; maj: Date | null },
  { code, sources, filtre, chemin }: { code: CodeFichier; sources: Sources; filtre: Filtre; chemin: string },
): FichierOuvert {
  const { config, urlPublique: url } = cadre
  const { guichet } = config
  const { attribuant } = guichet
  const aides = () => lireAides(ctx, attribuant, sources, filtre)
  const ECRIRE: Record<CodeFichier, () => AsyncIterable<string>> = {
    subventions: () => ecrireSubventions(aides()),
    giving: () =>
      ecrireGiving(aides(), {
        prefixe: attribuant.prefixe360,
        url,
        adresse: url + chemin,
        titre: `Aides accordées, ${guichet.nom}`,
        maj: etat.maj,
        editeur: attribuant,
      }),
    laureats: () => ecrireGeojson(ctx, attribuant, sources, filtre),
    appels: () => ecrireDispositifs(sources.appels, filtre, guichet, url),
    catalogue: () =>
      ecrireCatalogue([...sources.appels.map(programmeDAppel), ...sources.listes.map(programmeDeListe)], {
        guichet,
        url,
        maj: etat.maj,
        filtre,
        mesurer: f => mesurerJeu(ctx, cadre, etat, { sources: sourcesDe(sources, f.appel), filtre: f }),
      }),
  }
  const [nom, type] = NOMS[code]
  const suffixe = [filtre.appel, filtre.annee].filter(Boolean).join('-')
  return {
    type,
    nom: suffixe ? nom.replace('.', `-${suffixe}.`) : nom,
    empreinte: hacher([etat.empreinte, code, suffixe]),
    maj: etat.maj,
    ecrire: ECRIRE[code],
  }
}

const sourcesDe = ({ appels, listes }: Sources, slug: string | undefined): Sources =>
  slug === undefined
    ? { appels, listes }
    : { appels: appels.filter(a => a.appel.slug === slug), listes: listes.filter(l => l.slug === slug) }

/** Weighing a dataset means writing its files: done once per state of the data. */
const jeux = new Map<string, Promise<Jeu>>()
const JEUX_MAX = 500
/** Rows of lists beyond which the files are not written for their size alone. */
const PESER_MAX = 2000

/** When a dataset begins and ends, and what each of its files weighs: as whoever asks for it at its address will get it. */
export function mesurerJeu(
  ctx: Contexte,
  cadre: Cadre,
  etat: { empreinte: string; maj: Date | null },
  { sources, filtre }: { sources: Sources; filtre: Filtre },
): Promise<Jeu> {
  const cle = [ctx.guichetId, etat.empreinte, filtre.appel ?? '', filtre.annee ?? ''].join(' ')
  const connu = jeux.get(cle)
  if (connu) return connu
  if (jeux.size >= JEUX_MAX) jeux.clear()
  const nouveau = mesurer(ctx, cadre, etat, sources, filtre)
  jeux.set(cle, nouveau)
  nouveau.catch(() => jeux.delete(cle))
  return nouveau
}

async function mesurer(
  ctx: Contexte,
  cadre: Cadre,
  etat: { empreinte: string; maj: Date | null },
  sources: Sources,
  filtre: Filtre,
): Promise<Jeu> {
  const periode = await periodeCouverte(ctx, cadre, sources, filtre.annee)
  const fichiers: Jeu['fichiers'] = {}
  if (sources.listes.reduce((n, l) => n + l.projets, 0) <= PESER_MAX)
    for (const f of FICHIERS)
      fichiers[f.code] = await peser(fichierOuvert(ctx, cadre, etat, { code: f.code, sources, filtre, chemin: f.chemin(filtre) }).ecrire())
  return { periode, fichiers }
}

/** A year, or from the first day that these sources speak of to the last: openings and closings of calls, days of aids, years of lists. */
async function periodeCouverte(ctx: Contexte, { config }: Cadre, { appels, listes }: Sources, annee: string | undefined) {
  const an = (a: string): [DateCivile, DateCivile] => [`${a}-01-01`, `${a}-12-31`]
  if (annee !== undefined) return an(annee)
  const jours = listes.flatMap(l => l.annees.flatMap(an))
  for (const a of appels) {
    jours.push(...a.appel.calendrier.vagues.flatMap(v => [dateCivile(v.ouverture), ...(v.cloture ? [dateCivile(v.cloture)] : [])]))
    for (const { date } of await aidesDAppel(ctx, config.guichet.attribuant, a)) if (date) jours.push(date)
  }
  jours.sort()
  return jours.length > 0 ? ([jours[0]!, jours.at(-1)!] as [DateCivile, DateCivile]) : undefined
}
