import { describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { resceller } from '../../test/resceller.ts'
import type { MondeSuivis } from '../../test/suivi.ts'
import { type GestesActes, surUnConventionne } from '../../test/suivi-actes.ts'
import { lignesManquantes } from './lignes-attendues.ts'

describe('ce que les dossiers demandent au journal', () => {
  let m: MondeSuivis
  let g: GestesActes
  let d: string
  surUnConventionne('2022-01-04T10:12:00', v => {
    ;({ m, g, d } = v)
  })
  const manque = async () => {
    const { lignes } = await m.w.auGuichet(tx => lignesManquantes(tx, m.w.guichetId))
    const { numero } = (await m.w.owner.query('select numero from dossier where id = $1', [d])).rows[0]
    return lignes.filter(l => l.numero === numero).map(l => l.quoi.replace(/ [A-Z0-9]+-\S+$/, ''))
  }

  it('chaque acte du suivi y a sa ligne\u00a0; ôtée, et le journal rescellé, elle est nommée', async () => {
    expect((await g.ordonner(d, 'avance', { montant: '2 700' })).status).toBe(303)
    expect((await g.payer(d)).status).toBe(303)
    expect((await m.w.post(paths.bilans.rien(d, (await m.bilans(d))[0]!.id), { confirme: 'oui' }, m.vico.cookie)).status).toBe(303)
    // the world writes dossiers, decisions and letters by itself
    const dites = await manque()
    expect(dites.filter(q => !/^(la création|le dépôt de la version|une décision|l’envoi d’une lettre)/.test(q))).toEqual([])
    for (const [action, quoi] of [
      ['suivi.acte_etabli', 'l’établissement de l’acte'],
      ['suivi.acte_signe', 'la signature de l’acte'],
      ['suivi.versement_ordonne', 'l’ordre d’un paiement (avance)'],
      ['suivi.versement_constate', 'un paiement (avance)'],
      ['bilan.depose', 'le dépôt d’un bilan'],
    ] as const) {
      const avant = await manque()
      await resceller(m.w, `action = '${action}' and objet_id = '${d}'`)
      const ajoutees = [...(await manque())]
      for (const q of avant) ajoutees.splice(ajoutees.indexOf(q), 1)
      expect(ajoutees, action).toEqual([quoi])
    }
  })

  it('deux actes de même nature\u00a0: la ligne de l’un ne tient pas lieu de celle de l’autre', async () => {
    expect((await g.ordonner(d, 'avance', { montant: '2 700' })).status).toBe(303)
    expect((await g.payer(d)).status).toBe(303)
    await g.depenser(d, 480_000)
    expect((await g.ordonner(d, 'acompte', { montant: '900' })).status).toBe(303)
    expect((await g.payer(d)).status).toBe(303)
    const [avance, acompte] = await g.versements(d)
    expect(await manque()).not.toEqual(expect.arrayContaining([expect.stringMatching(/paiement/)]))
    await resceller(m.w, `action = 'suivi.versement_constate' and donnees ->> 'versement' = '${acompte.id}'`)
    expect((await manque()).filter(q => q.includes('paiement'))).toEqual(['un paiement (acompte)'])
    await resceller(m.w, `action = 'suivi.versement_ordonne' and donnees ->> 'versement' = '${avance.id}'`)
    expect((await manque()).filter(q => q.includes('paiement'))).toEqual(['l’ordre d’un paiement (avance)', 'un paiement (acompte)'])
  })

  it('une décision ou une lettre sans sa ligne manque aussi', async () => {
    expect(await manque()).toEqual(expect.arrayContaining([expect.stringMatching(/^une décision/), 'l’envoi d’une lettre']))
  })

  it('il en manque des dizaines\u00a0: toutes sont comptées, les vingt premières sont dites', async () => {
    await m.laureats(6)
    const { nombre, lignes } = await m.w.auGuichet(tx => lignesManquantes(tx, m.w.guichetId))
    expect([lignes.length, nombre > 20]).toEqual([20, true])
  })
})
