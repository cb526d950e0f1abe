import { describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { avecAvis, lu, poserAvis } from '../../test/avis.ts'
import { ouvrirSalle } from '../../test/salle.ts'

// the call then asks for the one that binds alone
const s = ouvrirSalle(avecAvis(avis => avis.replace(/ {2}- \{ code: (ars|dreal|sdis).*\n/g, '').replace(/ {2}- \{ avis: ars.*\n/, '')))
const ABF = 'Architecte des bâtiments de France'
const poser = (dossier: string, plus: Parameters<typeof poserAvis>[3]) => poserAvis(s.m.w, dossier, s.m.administratrice.id, plus)
const refuse = async (dossier: string, plus: Record<string, string>, phrase: string) => {
  const r = await s.decider(dossier, plus)
  expect([r.status, await lu(r)]).toEqual([422, expect.stringContaining(phrase)])
  expect(await s.decisions(dossier)).toEqual([])
}
const NON = { sens: 'non_retenu', montant: '', motif: 'Le projet n’est pas mûr.' }

describe('ce qu’un avis de l’appel permet au comité de décider', () => {
  // seen to fail: without `empechement` in decision.rules.ts, the aid is granted
  it('pas demandé, ou attendu\u00a0: ni aide ni refus\u00a0; ajourner ou classer se peut', async () => {
    const [un, deux] = s.dossiers as [string, string]
    for (const plus of [{}, { sens: 'liste_complementaire', montant: '', rang: '1' }, NON])
      await refuse(un, plus, `${ABF} : son avis est obligatoire (Code du patrimoine, L. 632-2) et n’est pas demandé.`)
    await poser(deux, {})
    await refuse(deux, {}, 'et attendu jusqu’au 1er octobre 2021')
    expect((await s.decider(un, { sens: 'ajourne', montant: '', motif: 'Un avis manque.' })).status).toBe(303)
    expect((await s.decider(deux, { sens: 'sans_suite', montant: '', motif: 'Sans objet.' })).status).toBe(303)
  })

  it('défavorable et conforme\u00a0: l’aide est fermée, le refus est ouvert', async () => {
    const [d] = s.dossiers as [string]
    await poser(d, { sens: 'defavorable' })
    for (const plus of [{}, { sens: 'partiel', montant: '5 000' }, { sens: 'liste_complementaire', montant: '', rang: '1' }])
      await refuse(d, plus, 'son avis est défavorable, et il lie (Texte X)')
    expect((await s.decider(d, NON)).status).toBe(303)
  })

  it('une réserve sans suite ferme l’aide, avec une suite elle l’ouvre', async () => {
    const [un, deux] = s.dossiers as [string, string]
    await poser(un, { sens: 'reserve' })
    await refuse(un, {}, 'sa réserve n’a pas de suite')
    await poser(deux, { sens: 'reserve', suite: 'arrete', suiteTexte: 'Les menuiseries sont en bois peint.' })
    expect((await s.decider(deux)).status).toBe(303)
  })

  it('un silence qui vaut avis favorable, une fois constaté, laisse décider\u00a0; défavorable, il ferme l’aide', async () => {
    const [un, deux, trois] = s.dossiers as [string, string, string]
    await poser(un, { constate: true })
    expect((await s.decider(un)).status).toBe(303)
    await poser(deux, { silence: 'defavorable', constate: true })
    await refuse(deux, {}, 'son avis est défavorable, et il lie')
    await poser(trois, { silence: 'aucun', constate: true })
    await refuse(trois, {}, 'le silence ne vaut pas avis. Demandez-le à nouveau')
  })

  it('consultatif, il se lit et n’empêche rien', async () => {
    const [d] = s.dossiers as [string]
    await poser(d, { force: 'consultatif', sens: 'defavorable' })
    const salle = await s.lire(s.m.w.get(paths.comite.salleDossier(s.seance, d), s.m.administratrice.cookie))
    expect(salle).toContain(`Avis, ${ABF} (consultatif) : défavorable, le 10 septembre 2021.`)
    expect((await s.decider(d)).status).toBe(303)
  })
})
