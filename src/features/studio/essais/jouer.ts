import { createHash } from 'node:crypto'
import { formatEuros, formatNombre } from '../../../lib/euros.ts'
import { enumeration, majuscule } from '../../../lib/mots.ts'
import { lireYaml } from '../../../lib/yaml.ts'
import { lireAppel } from '../../appels/index.ts'
import { type Appel, TYPES_STRUCTURE } from '../../cahier/index.ts'
import { couvertureDesEssais, type Ecart, type EssaiJoue, jouerEssais } from '../../examen/index.ts'
import { preparerRegles } from '../../recevabilite/index.ts'
import { calculEnMots } from '../../verdicts/index.ts'
import { ecrireLieu } from '../document/lieux.ts'
import type { EcartVu, EssaisVus, EssaiVu, Voir } from './joues.ts'
import { seuilsJoues, type Version } from './seuils.ts'

/** A draft that reads well, with its test dossiers played. */
export type Joues = { version: Version; joues: EssaiJoue[]; brut: Readonly<Record<string, unknown>> }

/** Thresholds tried at once. */
const SEUILS_MAX = 40

/** Reads a draft and plays its test dossiers; nothing of a draft that has a fault. Pure: done in a thread. */
export function jouerSource(source: string): Joues | undefined {
  const lu = lireAppel(source, 'appel.yml')
  const yaml = lireYaml(source)
  if (!lu.ok || !yaml.ok) return undefined
  const version = { appel: lu.value, sha256: createHash('sha256').update(source).digest('hex') }
  return { version, joues: jouerEssais(version), brut: yaml.value.brut as Record<string, unknown> }
}

/** What the page of the test dossiers says of a draft. */
export function jouer(source: string): EssaisVus | undefined {
  const lus = jouerSource(source)
  if (!lus) return undefined
  const { version, joues } = lus
  const voir = reglesVues(lus)
  const seuils = seuilsJoues(version, joues, voir)
  const { depose, sansRefus } = couvertureDesEssais(version.appel, joues)
  return {
    essais: joues.map(j => essaiVu(lus, j, voir)),
    seuils: seuils.slice(0, SEUILS_MAX),
    reste: Math.max(0, seuils.length - SEUILS_MAX),
    depose,
    sansRefus: sansRefus.map(r => voir(r.id, r.titre)),
  }
}

/** Rules by their title, with where each is written in the file; one that a declaration makes is written nowhere. */
function reglesVues({ brut, joues }: Joues): Voir {
  const ecrites = Array.isArray(brut.regles) ? brut.regles : []
  const titres = new Map(joues.flatMap(j => j.verdicts.map(v => [v.regle, v.titre] as const)))
  return (id, titre) => {
    const rang = ecrites.findIndex(r => (r as { id?: unknown } | null)?.id === id)
    const dit = titre ?? titres.get(id) ?? (ecrites[rang] as { titre?: unknown } | undefined)?.titre
    return { titre: typeof dit === 'string' ? dit : id, ...(rang < 0 ? {} : { lieu: ecrireLieu(['regles', rang]) }) }
  }
}

export const rangDe = ({ brut }: Joues, code: string) =>
  (Array.isArray(brut.essais) ? brut.essais : []).findIndex(e => (e as { code?: unknown } | null)?.code === code)

function essaiVu(lus: Joues, j: EssaiJoue, voir: Voir): EssaiVu {
  const { code, titre, attendu } = j.essai
  const euros = (c: number | undefined) => (c === undefined ? undefined : formatEuros(c))
  return {
    code,
    titre,
    rang: rangDe(lus, code),
    sous: sousDe(lus.version.appel, j),
    attendu: attendu.depose ? 'Peut déposer' : bloquePar((attendu.bloquants ?? []).map(r => voir(r).titre)),
    obtenu: obtenuDe(j),
    aideAttendue: euros(attendu.montant),
    aideObtenue: euros(j.plafond),
    ecarts: j.ecarts.map(e => ecartVu(lus.version, j, e, voir)),
  }
}
const bloquePar = (titres: readonly string[]) => (titres.length > 0 ? `Bloqué par ${enumeration(titres)}` : 'Bloqué')
const obtenuDe = (j: EssaiJoue) => {
  if (j.depose) return 'Peut déposer'
  const bloquants = j.verdicts.filter(v => v.bloquant)
  return bloquants.length > 0 ? bloquePar(bloquants.map(v => v.titre)) : 'Bloqué\u00a0: l’appel n’est pas ouvert'
}

function sousDe(appel: Appel, { essai: { porteur, volet, aide }, faits }: EssaiJoue): string {
  const population = porteur?.population
  const v = [appel, ...(appel.second ? [appel.second] : [])].flatMap(a => a.volets).find(x => x.code === volet)
  const m = faits.montants
  const cout = m?.cout ?? (m?.aide !== undefined && m.part !== undefined ? m.aide + m.part + (m.autres ?? 0) : undefined)
  return [
    porteur && majuscule(TYPES_STRUCTURE[porteur.type]),
    population !== undefined && `${formatNombre(population)}\u00a0hab.`,
    v && `volet\u00a0${v.numero}`,
    cout !== undefined && `coût ${formatEuros(cout)}`,
    aide !== undefined && `demande ${formatEuros(aide)}`,
  ]
    .filter(Boolean)
    .join(', ')
}

/** A gap with titles in the place of the names that the file gives to rules. */
function ecartVu(version: Version, j: EssaiJoue, e: Ecart, voir: Voir): EcartVu {
  const regles = [...new Set(e.regles ?? [])].map(r => voir(r))
  const titres = (ids: string) =>
    ids === 'aucune'
      ? 'Aucune'
      : enumeration(
          ids
            .split(', ')
            .filter(Boolean)
            .map(id => voir(id).titre),
        )
  if (e.quoi === 'le dépôt')
    return {
      quoi: 'Le dépôt',
      attendu: j.essai.attendu.depose ? 'Peut déposer' : 'Bloqué',
      obtenu: obtenuDe(j),
      pourquoi: e.pourquoi,
      regles,
    }
  if (e.quoi === 'les règles qui bloquent')
    return { quoi: 'Ce qui bloque', attendu: titres(e.attendu), obtenu: titres(e.obtenu), pourquoi: e.pourquoi, regles }
  if (e.quoi === 'le montant')
    return { quoi: 'L’aide, au plus', attendu: e.attendu, obtenu: e.obtenu, pourquoi: pourquoiLeMontant(version, j), regles }
  const [regle] = regles
  return { ...e, quoi: regle && e.quoi.startsWith('la règle ') ? `La règle «\u00a0${regle.titre}\u00a0»` : majuscule(e.quoi), regles }
}

/** Where the most that may be granted comes from. */
function pourquoiLeMontant({ appel, sha256 }: Version, { faits, plafond, aide }: EssaiJoue): string {
  const calcul = preparerRegles(appel, sha256).aide(faits)
  if (calcul && calcul.etapes.length > 0) return `${majuscule(calculEnMots(calcul.etapes))}.`
  return plafond === aide ? 'C’est ce que l’essai demande.' : 'C’est ce que ses dépenses éligibles permettent.'
}
