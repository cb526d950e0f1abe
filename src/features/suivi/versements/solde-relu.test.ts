import { describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import type { MondeSuivis } from '../../../test/suivi.ts'
import { type GestesActes, surUnConventionne } from '../../../test/suivi-actes.ts'
import { SLUG } from '../../../test/vico.ts'

const p = paths.suiviDossier
const AVANCE = { montant: '2 700' }

describe('le solde relu, l’acte signé, et qui ordonne', () => {
  let m: MondeSuivis
  let g: GestesActes
  let d: string
  surUnConventionne('2021-12-15T10:00:00', v => {
    ;({ m, g, d } = v)
  })

  it('je relis le solde avant de l’ordonner\u00a0: quoi, d’où, combien, à qui\u00a0; rien ne part avant ma confirmation, ni si le compte a changé', async () => {
    await g.ordonner(d, 'avance', AVANCE)
    await g.payer(d)
    await g.depenser(d, 200_000)
    await g.achever(d)
    const chiffres = { montant: '', coutReel: '4 000', autresAides: '0', ej: '', dp: '' }
    const solde = p.versements(d, 'solde')
    const apercu = await m.w.get(`${solde}?${new URLSearchParams(chiffres)}`, m.referent.cookie)
    const html = await apercu.text()
    const lu = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
    for (const mot of ['Vico reverse 1 200,00 €', 'Aide due 1 500 €', 'Demander le reversement de 1 200,00 €']) expect(lu).toContain(mot)
    expect(html).toContain('name="vu" value="reversement 120000"')
    // pressed without having been read, or on what it no longer comes to: it is shown again, nothing is ordered
    for (const vu of ['', 'solde 120000', 'reversement 119999']) {
      const r = await m.w.post(solde, { ...chiffres, vu }, m.referent.cookie)
      expect([r.status, r.headers.get('location')]).toEqual([303, expect.stringContaining(`${solde}?`)])
    }
    expect(await g.versements(d)).toHaveLength(1)
    const cle = nouvelId()
    const six = await Promise.all(
      Array.from({ length: 6 }, () => m.w.post(solde, { ...chiffres, cle, vu: 'reversement 120000' }, m.referent.cookie)),
    )
    expect(six.map(r => r.status)).toEqual(Array(6).fill(303))
    const [, reversement] = await g.versements(d)
    expect(reversement).toMatchObject({ nature: 'reversement', montant: 120_000 })
    expect(await g.versements(d)).toHaveLength(2)
    await m.w.post(p.annulation(d, reversement.id), { raison: 'Une facture manquait.' }, m.referent.cookie)
    const annule = (await m.w.courriels()).filter(c => c.dossier_id === d && c.sujet.includes('annulé'))
    expect(annule.length).toBeGreaterThan(0)
    for (const c of annule) for (const mot of ['rien à reverser', 'Une facture manquait.']) expect(c.texte).toContain(mot)
  })

  it('son acte signé, l’aide ne se corrige plus\u00a0: la page le dit, mène à l’avenant, et la base le refuse aussi', async () => {
    const [{ id: vue, depot_id }] = (await m.w.owner.query('select id, depot_id from decision where dossier_id = $1', [d])).rows
    const correction = paths.administration.correction(SLUG, d)
    const corps = { vue, sens: 'partiel', montant: '4 000', rang: '', motif: '', conditions: '', raison: 'Erreur.' }
    for (const r of [await m.w.get(correction, m.admin.cookie), await m.w.post(correction, corps, m.admin.cookie)]) {
      expect(r.status).toBe(422)
      expect(await g.texte(r)).toContain('seul un avenant change l’aide')
    }
    const lettres = await (await m.w.get(paths.administration.notifications(SLUG), m.admin.cookie)).text()
    expect(lettres).toContain(`href="${paths.suivi.dossier(d)}#avenants"`)
    expect(lettres).not.toContain(correction)
    const ecrire = m.w.auGuichet(tx =>
      tx
        .insertInto('decision')
        .values({
          ...{ id: nouvelId(), guichet_id: m.w.guichetId, dossier_id: d, depot_id, remplace_id: vue, sens: 'sans_suite', motif: 'Erreur.' },
          ...{ prise_par: m.admin.id, prise_le: m.w.horloge.instant },
        })
        .execute(),
    )
    await expect(ecrire).rejects.toThrow('seul un avenant signé')
    expect((await m.w.owner.query('select 1 from decision where dossier_id = $1', [d])).rows).toHaveLength(1)
  })

  it('ni le porteur, ni une autre structure, ni un autre département, ni un lecteur n’ordonnent', async () => {
    for (const qui of [m.vico, m.ailleurs, m.hauteCorse, m.lecteur])
      expect((await g.ordonner(d, 'avance', AVANCE, qui.cookie)).status).toBe(404)
    await g.ordonner(d, 'avance', AVANCE)
    const [{ id }] = await g.versements(d)
    for (const qui of [m.vico, m.ailleurs, m.hauteCorse, m.lecteur])
      for (const chemin of [p.paiement(d, id), p.annulation(d, id)]) expect((await m.w.post(chemin, {}, qui.cookie)).status).toBe(404)
    expect((await m.w.post(p.paiement(d, nouvelId()), { verse_le: '15/12/2021' }, m.admin.cookie)).status).toBe(404)
  })

  it('« Corriger les montants » rend ce que j’ai tapé, sans le dire faux', async () => {
    const lire = async (adresse: string) => {
      const r = await m.w.get(adresse, m.referent.cookie)
      return { statut: r.status, html: (await r.text()).replaceAll('&amp;', '&') }
    }
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
