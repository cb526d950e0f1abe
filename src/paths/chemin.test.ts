import { describe, expect, test } from 'vitest'
import { paths } from '../paths.ts'
import { chemin } from './chemin.ts'

const ID = '018f2f9e-8f10-7aaa-9000-0123456789ab'

describe('une adresse connaît ses paramètres', () => {
  test('elle se fait avec eux, dans leur ordre', () => {
    expect(paths.dossiers.etape(ID, 'plan')).toBe(`/dossiers/${ID}/etapes/plan`)
    expect(chemin('/appels/:slug/versions/:numero')('itn7', 12)).toBe('/appels/itn7/versions/12')
  })

  test('elle ne répond qu’à ce qui a leur forme', () => {
    const repond = (adresse: string) =>
      new RegExp(`^${paths.dossiers.etape.motif.replace(/:[a-z]+\{((?:[^{}]|\{[^}]*\})+)\}/g, '$1')}$`).test(adresse)
    expect(repond(`/dossiers/${ID}/etapes/plan`)).toBe(true)
    for (const autre of [`/dossiers/12/etapes/plan`, `/dossiers/${ID}/etapes/Plan`, `/dossiers/${ID}/etapes/`])
      expect(repond(autre), autre).toBe(false)
  })

  // seen to fail: « /textes/accuse » was the section « textes »
  test('un paramètre de plusieurs mots est l’un d’eux, entier', () => {
    const forme = /:section\{(.*?)\}$/.exec(paths.studio.section.motif)![1]!
    expect(forme).toMatch(/^\(\?:.*\)$/)
    for (const autre of ['textes/accuse', 'x-regles', 'bref-x']) expect(new RegExp(`^${forme}$`).test(autre), autre).toBe(false)
    expect(new RegExp(`^${forme}$`).test('textes')).toBe(true)
  })

  test('aucune ne tient une étoile\u00a0: c’est à elle que les tests reconnaissent ce qui n’est pas une page', () => {
    const motifs = (n: unknown): string[] => {
      const { motif } = (n ?? {}) as { motif?: string }
      return motif ? [motif] : typeof n === 'object' && n !== null ? Object.values(n).flatMap(motifs) : []
    }
    expect(motifs(paths)).toContain(paths.dossiers.etape.motif)
    expect(motifs(paths).filter(m => m.includes('*'))).toEqual([])
  })

  test('un paramètre en trop, en moins ou sans forme ne se compile pas', () => {
    // @ts-expect-error: the step is missing
    paths.dossiers.etape(ID)
    // @ts-expect-error: one too many
    paths.dossiers.voir(ID, 'plan')
    // @ts-expect-error: no form is known by that name
    chemin('/dossiers/:inconnu')
  })
})
