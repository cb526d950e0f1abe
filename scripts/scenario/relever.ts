import { paths } from '../../src/paths.ts'
import { centimes } from './appel.ts'
import type { Monde } from './monde.ts'
import { Surprise } from './visiteur.ts'

export type Ligne = Record<string, string>

/** The whole list of the service, as the administrator takes it away. */
export async function lireListe(m: Monde): Promise<Ligne[]> {
  const admin = await m.persona('administrateur')
  const texte = await admin.lire(`${paths.instruction.boite}?format=csv`, 'emporter la liste')
  const [tete = [], ...lignes] = lireCsv(texte.replace(/^\ufeff/, ''))
  return lignes.map(l => Object.fromEntries(tete.map((t, i) => [t, l[i] ?? ''])))
}

export function compter(lignes: readonly Ligne[], colonne: string): Record<string, number> {
  const comptes: Record<string, number> = {}
  for (const l of lignes) comptes[l[colonne]!] = (comptes[l[colonne]!] ?? 0) + 1
  return comptes
}
export const demandeDe = (lignes: readonly Ligne[]) => lignes.reduce((t, l) => t + centimes(l['Aide demandée (€)']!), 0)

/** After the relevé, each dossier filed is in the list of the service, instructed. */
export async function releverDossiers(m: Monde, nombre: number) {
  await m.regler('2021-09-20T09:00:00')
  const lignes = await lireListe(m)
  const etats = compter(lignes, 'État')
  if (lignes.length !== nombre)
    throw new Surprise('relever les dossiers', paths.instruction.boite, `${lignes.length} dossiers au lieu de ${nombre}`)
  return { lignes, etats }
}

/** Rows and cells of a CSV whose separator is « ; » and whose quotes are doubled. */
function lireCsv(texte: string): string[][] {
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
    else if (c === ';') finir()
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
