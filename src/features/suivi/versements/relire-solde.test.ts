import { describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import type { MondeSuivis } from '../../../test/suivi.ts'
import { type GestesActes, surUnConventionne } from '../../../test/suivi-actes.ts'

describe('un solde que l’on relit', () => {
  let m: MondeSuivis
  let g: GestesActes
  let d: string
  surUnConventionne('2021-12-15T10:00:00', v => {
    ;({ m, g, d } = v)
  })
  const lire = async (adresse: string) => {
    const r = await m.w.get(adresse, m.referent.cookie)
    return { statut: r.status, html: (await r.text()).replaceAll('&amp;', '&') }
  }

  it('« Corriger les montants » rend ce que j’ai tapé, sans le dire faux', async () => {
    await g.depenser(d, 960_000)
    await g.achever(d)
    const saisie = { coutReel: '9 600', autresAides: '150', ej: '2103456789', dp: 'DP-7' }
    const apercu = await lire(`${paths.suiviDossier.versements(d, 'solde')}?${new URLSearchParams(saisie)}`)
    expect(apercu.html).toContain('Relire le solde')
    const lien = /href="([^"]*)"[^>]*>\s*Corriger les montants/.exec(apercu.html)![1]!
    const { statut, html } = await lire(lien)
    expect([statut, html.includes('Calculer le solde')]).toEqual([200, true])
    const champs = [...html.matchAll(/<input [^>]*>/g)].map(([x]) => [/name="([^"]*)"/.exec(x)?.[1], /value="([^"]*)"/.exec(x)?.[1]])
    expect(Object.fromEntries(champs)).toMatchObject(saisie)
  })
})
