import { texteSaisi } from '../../lib/forms.ts'
import type { Geste } from './ordre.rules.ts'

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Dossiers that one order may hold: what is sent is bounded before it is read. */
const DOSSIERS_MAX = 500

/** What a press of the page says: the order that the person saw, and what to do of it. Nothing when no button of the page says it. */
export function lireGeste(brut: Readonly<Record<string, unknown>>): { version: number; geste: Geste } | undefined {
  const ordre = texteSaisi(brut.ordre)
  if (!/^\d{1,9}$/.test(ordre)) return undefined
  const geste = gesteDe(brut)
  return geste && { version: Number(ordre), geste }
}

function gesteDe(brut: Readonly<Record<string, unknown>>): Geste | undefined {
  const id = (nom: string) => {
    const lu = texteSaisi(brut[nom])
    return ID.test(lu) ? lu : undefined
  }
  for (const geste of ['monter', 'descendre'] as const) {
    const lu = id(geste)
    if (lu) return { geste, id: lu }
  }
  const place = id('placer')
  if (place) {
    const rang = Number(texteSaisi(brut[`rang-${place}`]))
    return Number.isInteger(rang) && rang >= 1 && rang <= DOSSIERS_MAX ? { geste: 'placer', id: place, rang } : undefined
  }
  if ('garder' in brut) return { geste: 'garder' }
  const mien = texteSaisi(brut.mien)
  if (!mien || mien.length > DOSSIERS_MAX * 37) return undefined
  const dossiers = mien.split(' ')
  return dossiers.every(d => ID.test(d)) ? { geste: 'mien', dossiers } : undefined
}
