import { paths } from '../../src/paths.ts'
import { centimes } from './appel.ts'
import type { MondeCommun } from './monde.ts'
import { Surprise } from './visiteur.ts'

export type Ligne = Record<string, string>

/** The whole list of the service, as the administrator takes it away. */
export async function lireListe(m: MondeCommun): Promise<Ligne[]> {
  const admin = await m.persona('administrateur')
  const texte = await admin.lire(`${paths.instruction.boite}?format=csv`, 'emporter la liste')
  const [tete = [], ...lignes] = lireCsv(texte)
  // a rule of each temps may have the same title: the one of the dossier is filled in
  return lignes.map(l => Object.fromEntries(tete.flatMap((t, i) => (l[i] || tete.indexOf(t) === i ? [[t, l[i] ?? '']] : []))))
}

export function compterPar<T>(liste: readonly T[], mot: (x: T) => string): Record<string, number> {
  const comptes: Record<string, number> = {}
  for (const x of liste) comptes[mot(x)] = (comptes[mot(x)] ?? 0) + 1
  return comptes
}
export const etatsDe = (lignes: readonly Ligne[]) => compterPar(lignes, l => l.État ?? '')
/** « Liste complémentaire » → « liste_complementaire ». */
export const codeDe = (mot: string) =>
  mot
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^a-z]+/g, '_')
export const demandeDe = (lignes: readonly Ligne[]) => lignes.reduce((t, l) => t + centimes(l['Aide demandée (€)']!), 0)

/** After the relevé, each dossier filed is in the list of the service, instructed. */
export async function releverDossiers(m: MondeCommun, nombre: number) {
  await m.regler('2021-09-20T09:00:00')
  const lignes = await lireListe(m)
  const etats = etatsDe(lignes)
  if (lignes.length !== nombre)
    throw new Surprise('relever les dossiers', paths.instruction.boite, `${lignes.length} dossiers au lieu de ${nombre}`)
  return { lignes, etats }
}

/** Rows and cells of a CSV whose quotes are doubled. */
export function lireCsv(fichier: string, separateur = ';'): string[][] {
  const texte = fichier.replace(/^\ufeff/, '')
  const lignes: string[][] = []
  let [ligne, cellule, cite] = [[] as string[], '', false]
  const finir = () => {
    ligne.push(cellule)
    cellule = ''
  }
  for (let i = 0; i < texte.length; i++) {
    const c = texte[i]!
    if (cite) {
      if (c !== '"') cellule += c
      else if (texte[i + 1] === '"') cellule += texte[++i]
      else cite = false
    } else if (c === '"') cite = true
    else if (c === separateur) finir()
    else if (c === '\n') {
      finir()
      lignes.push(ligne)
      ligne = []
    } else if (c !== '\r') cellule += c
  }
  if (cellule || ligne.length > 0) {
    finir()
    lignes.push(ligne)
  }
  return lignes
}
