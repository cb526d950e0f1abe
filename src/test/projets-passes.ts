import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { writeCsv } from 'hucre/csv'
import { importerProjets, lireDescription } from '../features/projets-passes/index.ts'
import type { World } from './world.ts'

/** Real data shared beside the project; it is not part of it. */
const FONDS_VERT = fileURLToPath(new URL('../../../shared/donnees/fonds-vert-2023-corse.csv', import.meta.url))
/** The 90 real projects of the Fonds vert; `undefined` where the folder is not there: whoever needs them then skips, and says `SANS_FONDS_VERT`. */
export const fondsVert = (): Buffer | undefined => (existsSync(FONDS_VERT) ? readFileSync(FONDS_VERT) : undefined)
export const SANS_FONDS_VERT = `${FONDS_VERT} n’est pas là`

export const DESCRIPTION = (() => {
  const lue = lireDescription(readFileSync('listes/fonds-vert-2023-corse.yml', 'utf8'))
  if (!lue.ok) throw new Error(lue.error.join('\n'))
  return lue.value
})()

export const importer = (
  w: World,
  texte: string | Uint8Array,
  description = DESCRIPTION,
  remplacer: string | undefined = description.slug,
  sauf?: ReadonlySet<number>,
) =>
  importerProjets(w.ctx(), {
    octets: typeof texte === 'string' ? Buffer.from(texte) : texte,
    fichier: 'liste.csv',
    description,
    remplacer,
    sauf,
  })

const ENTETES =
  'nom_region,code_departement,nom_departement,code_commune,nom_commune,axe,numero_demarche_ds,nom_demarche_ds,numero_dossier_ds,nom_du_projet,nom_beneficiaire_principal,siren,montant_engage'
/** A list as the Fonds vert publishes it, of invented lines: [commune, dossier, projet, porteur, siren, montant]. */
export const listeInventee = (lignes: readonly (readonly [string, string, string, string, string, string])[]) =>
  writeCsv([
    ENTETES.split(','),
    ...lignes.map(([commune, ...reste]) => ['Corse', '2A', 'Corse-du-Sud', commune, 'NULL', '1', '1', 'Eau', ...reste]),
  ])
