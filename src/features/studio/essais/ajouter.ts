import { err, ok, type Result } from '../../../lib/result.ts'
import { lireYaml } from '../../../lib/yaml.ts'
import { lireAppel } from '../../appels/index.ts'
import { appliquer, type Geste, type Valeur } from '../document/gestes.ts'
import { eurosEcrits } from './attendre.ts'
import { jouerSource } from './jouer.ts'
import type { Ajout, FauteVue } from './joues.ts'

/** A test dossier as the file writes it; what it expects is what it gets, where it says nothing of it. */
export type EssaiEcrit = Readonly<Record<string, unknown>>

/**
 * The change that adds a test dossier at the end of a draft, under a code of its own; refused with what the checker says of it, and of nothing else in the draft. Pure: done
 * in a thread.
 */
export function ajouter({ source, essai }: { source: string; essai: EssaiEcrit }): Result<Ajout, readonly FauteVue[]> {
  const code = codeLibre(source)
  const entier = avecUnNom(source, essai)
  const complet = (attendu: unknown): Geste => ({ verbe: 'ajouter', chemin: ['essais'], valeur: { code, ...entier, attendu } as Valeur })
  const dit = `Essai «\u00a0${String(essai.titre)}\u00a0» ajouté`
  const provisoire = complet(essai.attendu ?? { depose: 'oui' })
  const texte = appliquer(source, provisoire)
  if (!texte.ok) return ok({ code, geste: provisoire, dit })
  const lu = lireAppel(texte.value, 'appel.yml')
  const siennes = lu.ok ? [] : lu.error.filter(e => e.champ.startsWith(`essais › ${code}`))
  if (siennes.length > 0) return err(siennes.map(({ champ, message }) => ({ champ, message })))
  if (essai.attendu) return ok({ code, geste: provisoire, dit })
  const j = jouerSource(texte.value)?.joues.find(x => x.essai.code === code)
  const bloquants = j?.verdicts.filter(v => v.bloquant).map(v => v.regle) ?? []
  const attendu = {
    depose: j && !j.depose ? 'non' : 'oui',
    ...(j && !j.depose && bloquants.length > 0 ? { bloquants } : {}),
    ...(j?.depose && j.plafond !== undefined ? { montant: eurosEcrits(j.plafond) } : {}),
  }
  return ok({ code, geste: complet(attendu), dit })
}

type Ecrit = { code?: unknown; porteur?: { nom?: unknown } | null } | null
function essaisEcrits(source: string): readonly Ecrit[] {
  const yaml = lireYaml(source)
  const brut = (yaml.ok ? yaml.value : yaml.error.lu)?.brut as { essais?: unknown } | undefined
  return Array.isArray(brut?.essais) ? brut.essais : []
}
function codeLibre(source: string): string {
  const pris = new Set(essaisEcrits(source).map(e => e?.code))
  for (let n = 1; ; n++) if (!pris.has(`essai_${n}`)) return `essai_${n}`
}
/** Places that are nowhere. */
const INVENTEES = ['Valbrune', 'Montcerf', 'Rivebelle', 'Clairpont', 'Hautefage', 'Orvalac', 'Brissoux', 'Sourdeval']
/** A structure without a name has that of no other: test dossiers of one structure count for one another, and nobody meant that. */
function avecUnNom(source: string, essai: EssaiEcrit): EssaiEcrit {
  const porteur = essai.porteur as { nom?: unknown } | undefined
  if (!porteur || porteur.nom !== undefined) return essai
  const pris = new Set(essaisEcrits(source).map(e => e?.porteur?.nom))
  const numerotee = (n: number): string => (pris.has(`Structure d’essai ${n}`) ? numerotee(n + 1) : `Structure d’essai ${n}`)
  return { ...essai, porteur: { nom: INVENTEES.find(x => !pris.has(x)) ?? numerotee(1), ...porteur } }
}
