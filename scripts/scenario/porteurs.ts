import { paths } from '../../src/paths.ts'
import type { MondeCommun } from './monde.ts'
import { courrielDe } from './projets.ts'
import { idDe, Surprise, type Visiteur } from './visiteur.ts'

class StructureAbsente extends Surprise {}
export type Porteur = { v: Visiteur; structureId: string; courriel: string }

/** Who speaks for each structure: its persona, or somebody signed in by the mailed link, then its first member. Each once. */
export function registrePorteurs(monde: MondeCommun) {
  const connus = new Map<string, Promise<Porteur>>()
  return (structure: string, departement: string | undefined): Promise<Porteur> => {
    const courriel = courrielDe(structure, departement)
    const connu = connus.get(courriel) ?? inscrire(monde, structure, departement, courriel)
    connus.set(courriel, connu)
    return connu
  }
}

async function inscrire(m: MondeCommun, structure: string, departement: string | undefined, courriel: string): Promise<Porteur> {
  const persona = m.personas.find(p => p.structure === structure)
  if (persona) {
    const v = await m.persona(persona.id)
    return { v, structureId: await trouver(v, structure, departement), courriel: persona.courriel }
  }
  const v = await entrerParLien(m, structure, courriel)
  const choisie = await trouver(v, structure, departement)
  const { vers } = await v.envoyer(
    paths.structures.rejoindre,
    { q: structure, structure: choisie, fonction: 'Secrétariat' },
    'rejoindre la structure',
  )
  // one of the national directory has its id once it is joined
  return { v, structureId: idDe(vers) || choisie, courriel }
}

/** Somebody at the mailbox of a structure, signed in by the link that they are mailed. */
export async function entrerParLien(m: MondeCommun, structure: string, courriel: string): Promise<Visiteur> {
  const v = m.visiteur(structure)
  await v.envoyer(paths.connexionLien, { courriel }, 'demander un lien de connexion')
  const lien = await m.boite.lien(courriel, 'lire le lien de connexion')
  await v.lire(lien, 'ouvrir le lien de connexion')
  await v.envoyer(lien.split('?')[0]!, {}, 'entrer par le lien')
  return v
}

/** « Commune, 2A, 999 habitants », « Association, Vico (2A) ». */
const situee = (detail: string, departement: string) => detail.split(', ').includes(departement) || detail.includes(`(${departement})`)
type Trouvee = { id: string; nom: string; detail: string }
/** What the author of a test dossier is to write: its name, letter for letter. */
const absente = (nom: string, proches: readonly Trouvee[]) =>
  `aucune structure ne s’appelle «\u00a0${nom}\u00a0», à la lettre${proches.length > 0 ? `\u00a0; écrivez le nom d’une de celles-ci\u00a0: ${proches.map(s => `${s.nom} (${s.detail})`).join('\u00a0; ')}` : '\u00a0: prenez un nom du référentiel'}`

/** All the names that no structure has, told at once: the author of a file mends them together. */
export async function verifierNoms(v: Visiteur, structures: readonly { nom: string; departement?: string | undefined }[]) {
  const absents: string[] = []
  for (const [nom, departement] of new Map(structures.map(s => [s.nom, s.departement])))
    await trouver(v, nom, departement).catch(e => {
      if (!(e instanceof StructureAbsente)) throw e
      absents.push(e.message.split('\n').at(-1)!.trim())
    })
  if (absents.length > 0) throw new StructureAbsente('chercher les structures des essais', 'appel.yml', absents.join('\n  '))
}

/** A structure of the referential, by its name; two of the same name are told apart by their département. */
export async function trouver(v: Visiteur, nom: string, departement?: string): Promise<string> {
  const adresse = `${paths.structures.recherche}?${new URLSearchParams({ q: nom, tout: 'oui' })}`
  const { structures } = await v.json<{ structures: Trouvee[] }>(adresse, 'chercher la structure')
  const memes = structures.filter(s => s.nom === nom)
  const ici = departement ? memes.filter(s => situee(s.detail, departement)) : memes
  const [trouvee] = ici.length > 0 ? ici : memes
  if (!trouvee) throw new StructureAbsente('chercher la structure', adresse, absente(nom, structures))
  return trouvee.id
}
