import type { Appel } from '../cahier/index.ts'
import { champCellule } from '../contenu/index.ts'
import type { Reponse } from '../verdicts/index.ts'
import { actionImposee, CHAMP, lireReponses } from './simulateur.form.ts'

/** Beyond, an address is cut by somebody on the way: answers that do not fit are asked again. */
const REPONSES_MAX = 4000

/** Answers of the simulator on their way to a draft: they stand in addresses, so they are read as whatever comes from outside. */
const lireReponsesPortees = (r: string | undefined): URLSearchParams =>
  new URLSearchParams(r !== undefined && r.length <= REPONSES_MAX ? r : '')

/** What the answers of the simulator fill in of a draft: the same fields, and a row of the plan for each expense. Pure. */
function repriseDuSimulateur(appel: Appel, q: URLSearchParams): { valeurs: Record<string, Reponse>; lignes: Record<string, string[]> } {
  const { volet, actions, montants = {}, depenses = {}, reponses = {} } = lireReponses(appel, q).faits
  const valeurs: Record<string, Reponse> = {
    ...(volet ? { volet } : {}),
    ...(actions && actions.length > 0 ? { actions } : {}),
    ...reponses,
  }
  const poser = (champ: string, v: number | undefined) => {
    if (v !== undefined) valeurs[champ] = v
  }
  const lignes: Record<string, string[]> = {}
  const ajouter = (liste: string, cellules: Record<string, Reponse>) => {
    const rangs = lignes[liste] ?? []
    lignes[liste] = rangs
    const ligne = `repris${String(rangs.length + 1).padStart(2, '0')}`
    rangs.push(ligne)
    for (const [colonne, v] of Object.entries(cellules)) valeurs[champCellule(liste, ligne, colonne)] = v
  }
  if (appel.aide.calcul === undefined) poser('aide', montants.aide)
  if (appel.plan === 'simple') {
    poser('cout', montants.cout)
    poser('autres_aides', montants.autres)
  }
  if (appel.plan === 'complet') {
    poser('part', montants.part)
    for (const [nature, ht] of Object.entries(depenses))
      if (ht) ajouter('depenses', { libelle: appel.natures.find(n => n.code === nature)?.libelle ?? nature, nature, ht })
    if (montants.autres) ajouter('ressources', { montant: montants.autres })
  }
  return { valeurs, lignes }
}

/** What a draft begins with where there is nothing to choose: the one volet, with its one action. Pure. */
function choixImposes(appel: Appel): { volet?: string; actions?: string[] } {
  const [volet, ...autres] = appel.volets
  const imposee = actionImposee(appel)
  return volet && autres.length === 0 ? { volet: volet.code, ...(imposee ? { actions: [imposee.action] } : {}) } : {}
}

/** The structure that the answers name, as the simulator kept it: an id or a SIREN. */
const structureDesReponses = (q: URLSearchParams): string | undefined =>
  q.getAll(CHAMP.structureId).find(v => /^(\d{9}|[0-9a-f-]{36})$/.test(v))

/** The answers of the simulator, as another page takes them: read from an address, turned into a draft, the structure that they name. */
export const duSimulateur = {
  lire: lireReponsesPortees,
  reprise: repriseDuSimulateur,
  structure: structureDesReponses,
  imposes: choixImposes,
}
