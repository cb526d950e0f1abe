import { describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import type { MondeSuivis } from '../../../test/suivi.ts'
import { type GestesActes, surUnConventionne } from '../../../test/suivi-actes.ts'

const p = paths.suiviDossier
const AVANCE = { montant: '2 700' }

describe('les versements d’un lauréat', () => {
  let m: MondeSuivis
  let g: GestesActes
  let d: string
  surUnConventionne('2021-12-15T10:00:00', v => {
    ;({ m, g, d } = v)
  })
  const page = () => g.texte(m.w.get(paths.suivi.dossier(d), m.referent.cookie))
  const verse = async () => Number((await m.suivi(d)).verse)

  it('une avance de 30\u00a0%, un acompte sur les dépenses, le solde\u00a0: chaque montant dit d’où il vient, l’aide est soldée', async () => {
    expect(await g.texte(m.w.get(p.versements(d, 'avance'), m.referent.cookie))).toContain('plafond de l’avance 2 700 €')
    expect((await g.ordonner(d, 'avance', { ...AVANCE, ej: '2103 4567', dp: 'DP-1' })).headers.get('location')).toBe(
      `${paths.suivi.dossier(d)}?fait=ordonne`,
    )
    expect((await g.payer(d)).status).toBe(303)
    await g.depenser(d, 600_000)
    const vue = await page()
    for (const mot of [
      'Aide de 9 000 €, avance de 2 700 € au plus',
      '2103 4567, DP-1',
      'aide gagnée par les dépenses 4 500 €',
      '1 800,00 €',
    ])
      expect(vue).toContain(mot)
    expect((await g.ordonner(d, 'acompte', { montant: '1 800,00' })).status).toBe(303)
    await g.payer(d)
    expect(await verse()).toBe(450_000)
    expect(await g.texte(g.ordonner(d, 'solde', { coutReel: '12 500', autresAides: '0' }))).toContain('n’est pas achevé')
    await g.achever(d)
    await g.depenser(d, 400_000)
    const form = await (await m.w.get(p.versements(d, 'solde'), m.referent.cookie)).text()
    // 10 000 € of eligible orders and 500 € of computers of the plan
    expect(form.replaceAll('\u00a0', ' ')).toContain('value="10 500"')
    expect((await g.ordonner(d, 'solde', { coutReel: '10 500', autresAides: '0' })).status).toBe(303)
    expect((await g.versements(d)).map(v => [v.nature, v.montant])).toEqual([
      ['avance', 270_000],
      ['acompte', 180_000],
      ['solde', 300_000],
    ])
    expect((await m.suivi(d)).etape).toBe('conventionne')
    await g.payer(d)
    expect(await m.suivi(d)).toMatchObject({ etape: 'solde', motif_cloture: 'L’aide est soldée.' })
    const porteur = await g.texte(m.w.get(paths.actes.liste(d), m.vico.cookie))
    for (const mot of ['Soldé', '7 500 €', 'Aide due 7 500 €']) expect(porteur).toContain(mot)
    expect((await m.w.courriels()).filter(c => c.dossier_id === d && /avance|acompte|solde/.test(c.sujet)).length).toBe(9)
    expect((await g.ordonner(d, 'acompte', { montant: '1' })).status).toBe(409)
  })

  it('les autres aides publiques ne paient pas deux fois\u00a0: le solde baisse d’autant', async () => {
    await g.depenser(d, 1_200_000)
    await g.achever(d)
    await g.ordonner(d, 'solde', { coutReel: '12 500', autresAides: '5 000' })
    expect(await g.versements(d)).toMatchObject([
      { nature: 'solde', montant: 750_000, calcul: { cout_reel: 1_250_000, autres_aides: 500_000, du: 750_000 } },
    ])
  })

  it('trop versé\u00a0: un reversement est demandé au porteur, et l’aide est soldée quand il arrive', async () => {
    await g.ordonner(d, 'avance', AVANCE)
    await g.payer(d)
    await g.depenser(d, 100_000)
    await g.achever(d)
    expect((await g.ordonner(d, 'solde', { coutReel: '1 000', autresAides: '0' })).headers.get('location')).toContain('fait=reversement')
    expect((await g.versements(d)).at(-1)).toMatchObject({ nature: 'reversement', montant: 195_000 })
    expect((await m.w.courriels()).filter(c => c.dossier_id === d && c.sujet.includes('à reverser')).length).toBe(3)
    expect((await m.suivi(d)).etape).toBe('conventionne')
    await g.payer(d)
    expect(await m.suivi(d)).toMatchObject({ etape: 'solde' })
    expect(await verse()).toBe(75_000)
  })

  it('un ordre qui n’est pas payé n’est pas reçu\u00a0: le solde l’attend, et rien n’est réclamé', async () => {
    await g.ordonner(d, 'avance', AVANCE)
    await g.achever(d)
    const phrase = '2 700,00 € sont ordonnés et pas encore payés'
    expect(await g.texte(m.w.get(paths.suivi.dossier(d), m.referent.cookie))).toContain(phrase)
    const r = await g.ordonner(d, 'solde', { coutReel: '0', autresAides: '0' })
    expect([r.status, await g.texte(r)]).toEqual([409, expect.stringContaining(phrase)])
    expect((await m.w.courriels()).filter(c => c.dossier_id === d && c.texte.includes('Vous avez reçu'))).toEqual([])
    await g.payer(d)
    expect((await g.ordonner(d, 'solde', { coutReel: '0', autresAides: '0' })).headers.get('location')).toContain('fait=reversement')
    const [courriel] = (await m.w.courriels()).filter(c => c.dossier_id === d && c.sujet.includes('à reverser'))
    expect(courriel!.texte.replaceAll('\u00a0', ' ')).toContain('Vous avez reçu 2 700 € de plus')
  })

  it('rien de plus à verser ni à reprendre\u00a0: l’aide se solde sans versement', async () => {
    await g.depenser(d, 960_000)
    await g.ordonner(d, 'acompte', { montant: '7 200' })
    await g.payer(d)
    await g.achever(d)
    expect((await g.ordonner(d, 'solde', { coutReel: '9 600', autresAides: '0' })).headers.get('location')).toContain('fait=solde')
    expect((await m.suivi(d)).etape).toBe('solde')
  })

  it('un centime de trop, rien, une référence folle, un coût impossible\u00a0: le formulaire revient avec ma saisie', async () => {
    await g.depenser(d, 1_200_000)
    await g.achever(d)
    for (const [nature, plus, phrase] of [
      ['avance', { montant: '2 700,01' }, 'dépassent les 2 700 €'],
      ['avance', { montant: '0' }, 'supérieur à 0'],
      ['avance', { montant: 'tout' }, 'tout'],
      ['avance', { ...AVANCE, ej: '=1+1' }, 'référence'],
      ['acompte', { montant: '7 200,01' }, 'dépassent les 7 200 €'],
      ['solde', { coutReel: '11 999', autresAides: '0' }, 'font déjà 12 000 €'],
      ['solde', { coutReel: '', autresAides: 'x' }, 'Indiquez un montant'],
    ] as const) {
      const r = await g.ordonner(d, nature, plus)
      expect(r.status, phrase).toBe(422)
      expect(await g.texte(r)).toContain(phrase)
    }
    expect(await verse()).toBe(0)
  })

  it('sans acte signé, deux avances, un acompte sans dépense\u00a0: on me dit pourquoi', async () => {
    const [sans] = (await m.laureats(1)) as [string]
    expect(await g.texte(g.ordonner(sans, 'avance', AVANCE))).toContain('n’est pas encore signé')
    expect(await g.texte(g.ordonner(d, 'acompte', { montant: '1' }))).toContain('rien à verser en acompte')
    await g.ordonner(d, 'avance', { montant: '1 000' })
    expect(await g.texte(g.ordonner(d, 'avance', { montant: '1' }))).toContain('rien à verser en avance')
    await g.payer(d)
    await g.achever(d)
    await g.depenser(d, 500_000)
    await g.ordonner(d, 'solde', { coutReel: '5 000', autresAides: '0' })
    expect(await g.texte(g.ordonner(d, 'acompte', { montant: '1' }))).toContain('déjà ordonné')
  })

  it('un ordre s’annule avec un motif avant son paiement, jamais après\u00a0; les dates se suivent', async () => {
    await g.ordonner(d, 'avance', AVANCE)
    const [{ id }] = await g.versements(d)
    for (const [chemin, corps, phrase] of [
      [p.annulation(d, id), { raison: '' }, 'Dites pourquoi'],
      [p.annulation(d, id), { raison: 'x'.repeat(1001) }, 'Raccourcissez'],
      [p.paiement(d, id), { verse_le: '' }, 'Indiquez la date'],
      [p.paiement(d, id), { verse_le: '16/12/2021' }, 'dans le futur'],
      [p.paiement(d, id), { verse_le: '14/12/2021' }, 'précède'],
    ] as const) {
      const r = await m.w.post(chemin, corps, m.referent.cookie)
      expect(r.status, phrase).toBe(422)
      expect(await g.texte(r)).toContain(phrase)
    }
    expect((await m.w.post(p.annulation(d, id), { raison: 'Mauvais RIB.' }, m.referent.cookie)).status).toBe(303)
    expect(await verse()).toBe(0)
    expect(await page()).toContain('Mauvais RIB.')
    expect((await m.w.post(p.paiement(d, id), { verse_le: '15/12/2021' }, m.referent.cookie)).status).toBe(409)
    await g.ordonner(d, 'avance', AVANCE)
    await g.payer(d)
    const autre = (await g.versements(d)).at(-1).id
    expect((await m.w.post(p.annulation(d, autre), { raison: 'Non.' }, m.referent.cookie)).status).toBe(409)
    expect(await verse()).toBe(270_000)
  })

  it('le même formulaire envoyé deux fois ordonne une fois\u00a0; six ordres à la fois ne dépassent jamais', async () => {
    const cle = nouvelId()
    for (let i = 0; i < 2; i++) expect((await g.ordonner(d, 'avance', { ...AVANCE, cle })).status).toBe(303)
    expect(await g.versements(d)).toHaveLength(1)
    await g.depenser(d, 800_000)
    const six = await Promise.all(Array.from({ length: 6 }, () => g.ordonner(d, 'acompte', { montant: '2 000' })))
    expect(six.map(r => r.status).sort()).toEqual([303, 422, 422, 422, 422, 422])
    expect(await verse()).toBe(470_000)
  })

  it('la base elle-même refuse un versement de trop, même six à la fois sans nous', async () => {
    const inserer = () =>
      m.w.owner.query(
        `insert into versement (id, guichet_id, dossier_id, nature, montant, calcul, ordonne_par, ordonne_le)
          values (gen_random_uuid(), $1, $2, 'acompte', 400000, '{}', $3, $4)`,
        [m.w.guichetId, d, m.admin.id, m.w.horloge.instant],
      )
    const six = await Promise.allSettled(Array.from({ length: 6 }, inserer))
    expect(six.filter(r => r.status === 'fulfilled')).toHaveLength(2)
    for (const r of six) if (r.status === 'rejected') expect(String(r.reason)).toContain('dépassent l’aide')
    expect(await verse()).toBe(800_000)
  })
})
