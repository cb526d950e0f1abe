import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { decide } from '../../../test/laureats.ts'
import { lirePdf } from '../../../test/lire-pdf.ts'
import { AIDE, type MondeSuivis, NOTIFIE, ouvrirSuivis } from '../../../test/suivi.ts'
import { formSigne, gestesActes, PDF } from '../../../test/suivi-actes.ts'
import { ouvrirSuivisManquants } from '../index.ts'

const p = paths.suiviDossier

describe('l’acte d’un lauréat', () => {
  let m: MondeSuivis
  let g: ReturnType<typeof gestesActes>
  let d: string
  beforeAll(async () => {
    m = await ouvrirSuivis()
    g = gestesActes(m)
  })
  afterAll(() => m.w.close())
  beforeEach(async () => {
    m.w.regler(NOTIFIE)
    ;[d] = (await m.laureats(1)) as [string]
  })
  const pdfDe = async (chemin: string, cookie: string) => lirePdf(Buffer.from(await (await m.w.get(chemin, cookie)).arrayBuffer()))
  const journal = async () => (await m.w.journal()).filter(e => e.objet_id === d).map(e => e.action)

  it('je relis l’aperçu, je l’établis\u00a0: numéroté, figé, tout le projet le sait', async () => {
    const form = await g.texte(m.w.get(p.acte(d), m.referent.cookie))
    for (const mot of ['Arrêté qui accorde 9 000 €', 'Le dossier prévoit une fin le 30 septembre 2022']) expect(form).toContain(mot)
    const apercu = await pdfDe(`${p.apercuActe(d)}?duree=11`, m.referent.cookie)
    for (const mot of ['Aperçu : cet acte n’est pas établi', 'dans un délai de 11 mois']) expect(apercu.texte).toContain(mot)
    expect(await g.actes(d)).toHaveLength(0)
    m.w.regler('2021-11-10T09:00:00')
    expect((await g.etablir(d)).headers.get('location')).toBe(`${paths.suivi.dossier(d)}?fait=etabli`)
    const [acte] = await g.actes(d)
    expect(acte).toMatchObject({ nature: 'arrete', rang: 1, numero: 'SGAC-2021-001', signe_le: null })
    expect(acte.sha256).toMatch(/^[0-9a-f]{64}$/)
    const lu = await pdfDe(paths.actes.pdf(d, acte.id), m.vico.cookie)
    for (const mot of [
      'Arrêté portant attribution',
      'N° SGAC-2021-001',
      '9 000,00 € (neuf mille euros)',
      '12 000,00 € hors taxes, au taux de 75,00 %',
      'dans un délai de 10 mois',
      'avance de 2 700,00 € au plus (30 %',
      'ne dépassent pas 7 200,00 € (80 %',
      'notifiée le 8 novembre 2021',
      'Reversement',
      'tribunal administratif',
    ])
      expect(lu.texte.replaceAll('\u00a0', ' ')).toContain(mot)
    expect(lu.titre).toContain('Arrêté')
    for (const role of ['H1', 'P']) expect(lu.roles).toContain(role)
    const courriels = (await m.w.courriels()).filter(c => c.dossier_id === d && c.sujet.includes('établi'))
    expect(courriels.map(c => c.destinataire).sort()).toEqual([m.collegue, m.olmeto, m.vico].map(x => x.courriel).sort())
    expect(await journal()).toContain('suivi.acte_etabli')
    expect(await g.texte(m.w.get(paths.actes.liste(d), m.vico.cookie))).toContain('Arrêté n° SGAC-2021-001')
  })

  it('une personne morale de droit privé signe une convention au-delà du seuil de l’appel, et pas avant', async () => {
    await m.w.owner.query(
      "update structure set type = 'personne_morale_financee' where id = (select structure_id from dossier where id = $1)",
      [d],
    )
    expect(await g.texte(m.w.get(p.acte(d), m.referent.cookie))).toContain('Arrêté qui accorde')
    const remplace = (await m.w.owner.query('select id from decision where dossier_id = $1', [d])).rows[0].id
    await decide(m.w, d, m.admin.id, { montant: 2_300_001, base: 3_000_000, remplace })
    expect(await g.texte(m.w.get(p.acte(d), m.referent.cookie))).toContain('Convention qui accorde')
    await g.etablir(d)
    const [acte] = await g.actes(d)
    const lu = await pdfDe(paths.actes.pdf(d, acte.id), m.vico.cookie)
    for (const mot of ['Convention attributive', 'Il est convenu ce qui suit', 'Pour le bénéficiaire, Vico', 'Résiliation'])
      expect(lu.texte).toContain(mot)
    await m.w.owner.query("update structure set type = 'commune' where id = (select structure_id from dossier where id = $1)", [d])
  })

  it('sans durée lisible, avant la lettre, ou deux fois\u00a0: rien n’est établi, et on me dit pourquoi', async () => {
    for (const duree of ['', '0', 'dix', '121']) {
      const r = await g.etablir(d, duree)
      expect(r.status, duree).toBe(422)
      expect(await g.texte(r)).toContain('de 1 à 120')
    }
    for (const duree of ['1', '120'])
      expect((await m.w.get(`${p.apercuActe(d)}?duree=${duree}`, m.referent.cookie)).status, duree).toBe(200)
    const remplace = (await m.w.owner.query('select id from decision where dossier_id = $1', [d])).rows[0].id
    await decide(m.w, d, m.admin.id, { ...AIDE, remplace, notifiee: null })
    expect(await g.texte(g.etablir(d))).toContain('n’est pas encore partie')
    const [autre] = (await m.laureats(1)) as [string]
    await g.etablir(autre)
    const r = await g.etablir(autre)
    expect(r.status).toBe(409)
    expect(await g.texte(r)).toContain('est déjà établi')
    expect(await g.actes(d)).toHaveLength(0)
  })

  it('six établissements à la fois n’en font qu’un\u00a0; six lauréats à la fois ont six numéros', async () => {
    const six = await Promise.all(Array.from({ length: 6 }, () => g.etablir(d)))
    expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    const autres = await m.laureats(6)
    expect((await Promise.all(autres.map(x => g.etablir(x)))).map(r => r.status)).toEqual(Array(6).fill(303))
    const numeros = (await Promise.all([d, ...autres].map(g.actes))).flat().map(a => a.numero)
    expect(new Set(numeros).size).toBe(7)
  })

  it('retiré avant sa signature, un autre le remplace\u00a0; signé, il reste\u00a0; celui d’un autre projet n’en sait rien', async () => {
    const [ailleurs] = (await m.laureats(1)) as [string]
    await g.etablir(ailleurs)
    await g.etablir(d)
    const [acte] = await g.actes(d)
    expect((await m.w.post(p.retraitActe(d, acte.id), {}, m.referent.cookie)).status).toBe(303)
    expect((await m.w.get(paths.actes.pdf(d, acte.id), m.vico.cookie)).status).toBe(404)
    expect((await g.actes(ailleurs)).map(a => [a.rang, a.retire_le])).toEqual([[1, null]])
    const nouveau = await g.conventionner(d)
    expect((await m.w.post(p.retraitActe(d, nouveau), {}, m.referent.cookie)).status).toBe(409)
    expect((await g.actes(d)).map(a => [a.rang, a.retire_le !== null])).toEqual([
      [1, true],
      [2, false],
    ])
  })

  it('établi puis corrigé, un acte ne se signe plus\u00a0: il dit une autre aide', async () => {
    await g.etablir(d)
    const [{ id }] = await g.actes(d)
    const remplace = (await m.w.owner.query('select id from decision where dossier_id = $1', [d])).rows[0].id
    await decide(m.w, d, m.admin.id, { ...AIDE, montant: 500_000, remplace })
    const r = await m.w.post(p.signature(d, id), formSigne('08/11/2021'), m.referent.cookie)
    expect([r.status, await g.texte(r)]).toEqual([409, expect.stringContaining('Retirez-le et établissez-en un autre')])
    expect((await m.w.post(p.retraitActe(d, id), {}, m.referent.cookie)).status).toBe(303)
    expect((await g.etablir(d)).status).toBe(303)
  })

  it('je dépose l’exemplaire signé\u00a0: le projet commence ce jour-là et finit dix mois après', async () => {
    m.w.regler('2021-11-10T09:00:00')
    await g.etablir(d)
    const [{ id }] = await g.actes(d)
    m.w.regler('2021-11-20T09:00:00')
    expect((await m.w.post(paths.actes.signature(d, id), formSigne('15/11/2021'), m.vico.cookie)).headers.get('location')).toBe(
      `${paths.actes.liste(d)}?fait=signe`,
    )
    expect(await m.suivi(d)).toMatchObject({ etape: 'conventionne', debut: '2021-11-15', fin: '2022-09-15', fin_initiale: '2022-09-15' })
    const octets = await (await m.w.get(paths.actes.signe(d, id), m.vico.cookie)).text()
    expect(octets).toBe(PDF)
    expect((await m.w.courriels()).filter(c => c.dossier_id === d && c.sujet.includes('signé')).length).toBeGreaterThan(0)
    expect(await journal()).toContain('suivi.acte_signe')
    // once for all
    expect((await m.w.post(paths.actes.signature(d, id), formSigne('16/11/2021'), m.vico.cookie)).status).toBe(409)
    expect(await g.texte(m.w.get(paths.instruction.historique(d), m.referent.cookie))).toContain('dépose l’acte n°')
  })

  it('le jour où son dossier dit que le projet commence, il est « en cours » pour tous\u00a0: mon espace, la boîte et son filtre', async () => {
    await g.conventionner(d)
    const filtree = async (etape: string) => g.texte(m.w.get(`${paths.instruction.boite}?etape=${etape}`, m.referent.cookie))
    const numero = (await m.w.owner.query('select numero from dossier where id = $1', [d])).rows[0].numero
    const passer = async (instant: string) => {
      m.w.regler(instant)
      for (let i = 0; i < 2; i++) await ouvrirSuivisManquants(m.w.deps, m.w.horloge.instant)
    }
    await passer('2022-01-02T23:00:00')
    expect((await m.suivi(d)).etape).toBe('conventionne')
    await passer('2022-01-03T00:10:00')
    expect((await m.suivi(d)).etape).toBe('en_cours')
    expect((await journal()).filter(a => a === 'suivi.en_cours')).toHaveLength(1)
    expect(await filtree('en_cours')).toContain(numero)
    expect(await filtree('notifie')).not.toContain(numero)
    expect(await filtree('en_cours')).toContain('Suivi de l’aide : en cours')
    for (const chemin of [paths.instruction.dossier(d), paths.suivi.dossier(d)])
      expect(await g.texte(m.w.get(chemin, m.referent.cookie)), chemin).toContain('En cours')
    expect(await g.texte(m.w.get(paths.espace, m.vico.cookie))).toContain('Vos bilans disent où en est le projet.')
  })

  it('un exemplaire scanné de trois mégaoctets passe\u00a0; au-delà de vingt, on me dit de le réduire', async () => {
    await g.etablir(d)
    const [{ id }] = await g.actes(d)
    const lourd = (mo: number) => PDF.replace('%%EOF', `%${'x'.repeat(mo * 1_000_000)}\n%%EOF`)
    const trop = await m.w.post(p.signature(d, id), formSigne('08/11/2021', lourd(21)), m.referent.cookie)
    expect(trop.status).toBe(422)
    expect(await g.texte(trop)).toContain('dépasse 20 Mo')
    expect((await m.w.post(p.signature(d, id), formSigne('08/11/2021', lourd(3)), m.referent.cookie)).status).toBe(303)
  })

  it('une date impossible, un fichier qui n’est pas un PDF ou aucun\u00a0: ma saisie reste, rien n’est gardé', async () => {
    m.w.regler('2021-11-10T09:00:00')
    await g.etablir(d)
    const [{ id }] = await g.actes(d)
    for (const [form, phrase] of [
      [formSigne('bientôt'), '« bientôt » n’est pas une date'],
      [formSigne('11/11/2021'), 'dans le futur'],
      [formSigne('09/11/2021'), 'précède'],
      [formSigne('10/11/2021', 'bonjour'), 'PDF'],
      [formSigne('10/11/2021', ''), 'Choisissez un fichier'],
    ] as const) {
      const r = await m.w.post(p.signature(d, id), form, m.referent.cookie)
      expect(r.status, phrase).toBe(422)
      expect(await g.texte(r)).toContain(phrase)
    }
    expect((await m.suivi(d)).etape).toBe('notifie')
  })

  it('le code QR d’une feuille mène chacun à la page de son dossier, et personne d’autre', async () => {
    await g.etablir(d)
    const [{ id }] = await g.actes(d)
    const vers = async (cookie?: string) => (await m.w.get(paths.actes.voir(d, id), cookie)).headers.get('location')
    expect(await vers(m.vico.cookie)).toBe(paths.actes.liste(d))
    expect(await vers(m.referent.cookie)).toBe(paths.suivi.dossier(d))
    for (const qui of [m.ailleurs, m.hauteCorse]) expect((await m.w.get(paths.actes.voir(d, id), qui.cookie)).status).toBe(404)
    expect(await vers()).toContain(paths.connexion)
  })

  it('chacun chez soi\u00a0: une autre structure, un référent d’un autre département, un lecteur n’ont rien\u00a0; un partenaire lit', async () => {
    await g.etablir(d)
    const [{ id }] = await g.actes(d)
    const service = [paths.suivi.dossier(d), p.acte(d), p.apercuActe(d), p.actePdf(d, id), p.acteSigne(d, id), p.signature(d, id)]
    const projet = [paths.actes.liste(d), paths.actes.pdf(d, id), paths.actes.signature(d, id), paths.actes.avenants(d)]
    for (const chemin of service)
      for (const qui of [m.vico, m.olmeto, m.ailleurs, m.hauteCorse, m.lecteur])
        expect((await m.w.get(chemin, qui.cookie)).status, chemin).toBe(404)
    for (const chemin of projet)
      for (const qui of [m.ailleurs, m.hauteCorse, m.referent, m.admin])
        expect((await m.w.get(chemin, qui.cookie)).status, chemin).toBe(404)
    for (const chemin of [p.acte(d), p.signature(d, id), p.retraitActe(d, id), p.versements(d, 'avance')])
      for (const qui of [m.vico, m.ailleurs, m.hauteCorse, m.lecteur])
        expect((await m.w.post(chemin, {}, qui.cookie)).status, chemin).toBe(404)
    expect((await m.w.get(paths.actes.liste(d), m.olmeto.cookie)).status).toBe(200)
    expect((await m.w.post(paths.actes.signature(d, id), formSigne('08/11/2021'), m.olmeto.cookie)).status).toBe(403)
    expect((await m.w.post(paths.actes.avenants(d), {}, m.olmeto.cookie)).status).toBe(403)
    expect((await m.w.get(paths.suivi.dossier(d))).status).toBe(303)
    expect((await g.actes(d))[0].signe_le).toBeNull()
  })
})
