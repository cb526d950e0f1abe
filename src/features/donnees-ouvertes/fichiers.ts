import { createHash } from 'node:crypto'
import paquet from '../../../package.json' with { type: 'json' }
import { type Contexte, enTransaction } from '../../contexte.ts'
import type { Deps } from '../../http.ts'
import { ecrireCatalogue, type Fichier } from './catalogue.ts'
import { ecrireDispositifs } from './dispositifs.ts'
import { etatDonnees } from './donnees.queries.ts'
import { ecrireGeojson } from './geographie.ts'
import { ecrireGiving } from './giving.ts'
import type { FichierOuvert } from './servir.ts'
import { type Filtre, lireAides, programmeDAppel, programmeDeListe, type Sources } from './sources.ts'
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
