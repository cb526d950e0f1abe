import { lireConfig } from '../config.ts'
import { appliquer } from '../features/studio/document/gestes.ts'
import { debuter } from '../features/studio/modeles/debuter.ts'
import { texteDuModele } from '../features/studio/modeles/lire-modeles.ts'
import { type CodeModele, MODELES } from '../features/studio/modeles/modeles.table.ts'
import { codeDossierDe, slugDe } from '../features/studio/modeles/nommer.rules.ts'
import { lireYaml } from '../lib/yaml.ts'

/** Structures of the referential in the place of those that the models invent: their pages find them by name. */
const NOMS: Readonly<Record<string, string>> = { Valbrune: 'Vico', Montcerf: 'Ota', Rivebelle: 'Ajaccio' }

/** A model as the studio begins a draft with it, for the guichet of Corse: the amounts of its envelopes are still to be written. */
export function debutDuModele(code: CodeModele, annee: number, titre: string = MODELES[code].titre): string {
  const { territoire, service } = lireConfig({ SECRET: 's'.repeat(40) }).guichet
  return debuter({
    source: texteDuModele(code),
    titre,
    slug: slugDe(titre, annee, new Set()),
    codeDossier: codeDossierDe(titre, annee, new Set()),
    ans: annee - MODELES[code].annee,
    territoire: {
      libelle: territoire.nom,
      region: territoire.region,
      departements: [
        { code: '2A', nom: 'Corse-du-Sud' },
        { code: '2B', nom: 'Haute-Corse' },
      ],
    },
    service,
  })
}

/** The same with its blanks filled, as somebody would in their sections: the amount of each envelope. */
export function modeleRempli(code: CodeModele, annee: number): string {
  let texte = debutDuModele(code, annee)
  const { enveloppes } = brut(texte)
  for (const i of enveloppes.keys()) {
    const r = appliquer(texte, { verbe: 'poser', chemin: ['enveloppes', i, 'montant'], valeur: '900 000 €' })
    if (!r.ok) throw new Error(r.error)
    texte = r.value
  }
  return texte
}
function brut(texte: string) {
  const lu = lireYaml(texte)
  if (!lu.ok) throw new Error('not YAML')
  return lu.value.brut as { enveloppes: unknown[] }
}

/** The same, whose test dossiers can be played by the pages of the guichet. */
export const modeleAJouer = (code: CodeModele, annee: number) =>
  modeleRempli(code, annee).replace(/nom: (Valbrune|Montcerf|Rivebelle),/g, (_, nom: string) => `nom: ${NOMS[nom]},`)
