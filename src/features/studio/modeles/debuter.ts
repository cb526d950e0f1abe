import { type Document, isCollection, isScalar, type Node, parseDocument, visit } from 'yaml'
import type { Chemin } from '../../formes/index.ts'
import { momentPlusTard } from '../dates.rules.ts'
import type { Coupe } from '../document/coudre.ts'
import { couper } from '../document/gestes.ts'
import { noeud } from '../document/noeud.ts'

/** What a guichet puts in a model of call. `ans`: from the year of the model to the one that is asked. */
export type Debut = {
  source: string
  titre: string
  slug: string
  codeDossier: string
  ans: number
  territoire: { libelle: string; region: string; departements: readonly { code: string; nom: string }[] }
  service: { nom: string; adresse: string; courriel: string; telephone: string }
}

/**
 * The text of a model for one guichet: its title, its dates in the year that was asked, the territory and the service of the guichet, test dossiers included. All the rest,
 * comments and order, is word for word. Pure. The models are ours: a place that one has not is passed over.
 */
export function debuter({ source, titre, slug, codeDossier, ans, territoire, service }: Debut): string {
  const doc = parseDocument(source)
  const coupes: Coupe[] = dates(doc, ans)
  const poser = (chemin: Chemin, valeur: unknown) => {
    const plage = (noeud(doc, chemin) as Node | undefined)?.range
    // JSON is YAML: a text between double quotes, a list between brackets
    if (plage) coupes.push({ debut: plage[0], fin: plage[1], texte: JSON.stringify(valeur) })
  }
  poser(['titre'], titre)
  poser(['slug'], slug)
  poser(['code_dossier'], codeDossier)
  poser(['territoire', 'libelle'], territoire.libelle)
  poser(['territoire', 'regions'], [territoire.region])
  poser(['territoire', 'departements'], territoire.departements)
  for (const cle of ['nom', 'courriel', 'telephone'] as const) poser(['regime', 'service', cle], service[cle])
  poser(['regime', 'service', 'adresse'], [service.adresse])
  poser(['contacts', 0, 'libelle'], service.nom)
  poser(['contacts', 0, 'courriel'], service.courriel)
  poser(['contacts', 0, 'telephone'], service.telephone)
  const essais = noeud(doc, ['essais'])
  for (let i = 0; isCollection(essais) && i < essais.items.length; i++) {
    poser(['essais', i, 'porteur', 'departement'], territoire.departements[0]?.code)
    poser(['essais', i, 'porteur', 'region'], territoire.region)
  }
  return couper(source, coupes)!
}

/** Every day and hour of the text, so many years later: those of its test dossiers with those of its calendar. */
function dates(doc: Document, ans: number): Coupe[] {
  const coupes: Coupe[] = []
  visit(doc, {
    Scalar(cle, s) {
      if (cle === 'key' || !isScalar(s) || typeof s.value !== 'string' || !s.range) return
      const apres = momentPlusTard(s.value, ans)
      if (apres !== s.value) coupes.push({ debut: s.range[0], fin: s.range[1], texte: apres })
    },
  })
  return coupes
}
