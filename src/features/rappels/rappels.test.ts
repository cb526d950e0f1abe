import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { commencer, deposer, dossierPret, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { envoyerRappels } from './envoyer-rappels.ts'

describe('rappeler avant la clôture', () => {
  let w: World
  let vico: Awaited<ReturnType<World['compte']>>
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
    vico = await w.compte({ structures: ['Vico'] })
  })
  beforeEach(() => w.regler('2021-08-02T10:00:00'))
  afterAll(() => w.close())

  const passer = (instant?: string) => {
    if (instant) w.regler(instant)
    return envoyerRappels(w.deps, w.horloge.instant)
  }
  const mails = async (id: string) =>
    (await w.courriels())
      .filter(m => m.dossier_id === id && !m.sujet.includes('accusé'))
      .map(m => ({ ...m, sujet: m.sujet.replaceAll('\u00a0', ' ') }))
  const numeroDe = async (id: string) =>
    (await w.auGuichet(tx => tx.selectFrom('dossier').select('numero').where('id', '=', id).executeTakeFirstOrThrow())).numero

  it('à J-7, à J-2, au matin du dernier jour, chaque membre de la structure reçoit un courriel, et plus rien après la clôture', async () => {
    const collegue = await w.compte({ structures: ['Vico'] })
    const id = await commencer(w, vico.cookie)
    await w.post(paths.dossiers.etape(id, 'projet'), { titre: 'Un guichet' }, vico.cookie)
    for (const instant of [
      '2021-09-10T07:59:59',
      '2021-09-10T08:00:00',
      '2021-09-12T12:00:00',
      '2021-09-15T08:00:00',
      '2021-09-15T08:15:00',
    ])
      await passer(instant)
    await passer('2021-09-17T08:00:00')
    await passer('2021-09-17T20:00:00')
    await passer('2021-09-18T00:00:00')
    const recus = await mails(id)
    const numero = await numeroDe(id)
    expect(recus.filter(m => m.destinataire === vico.courriel).map(m => m.sujet)).toEqual([
      `Il reste 7 jours pour déposer le dossier ${numero}`,
      `Il reste 2 jours pour déposer le dossier ${numero}`,
      `Dernier jour pour déposer le dossier ${numero}`,
    ])
    expect(recus.filter(m => m.destinataire === collegue.courriel)).toHaveLength(3)
    expect(recus[0]!.texte.replaceAll('\u00a0', ' ')).toContain('jusqu’au vendredi 17 septembre 2021 à 23 h 59, heure de Paris')
    expect(recus[0]!.texte.replaceAll('\u00a0', ' ')).toMatch(/Il reste \d+ points à régler/)
    expect(recus[0]!.lien).toBe(paths.dossiers.voir(id))
    expect((await w.journal()).filter(e => e.objet_id === id && e.action === 'dossier.rappel')).toHaveLength(3)
  })

  it('quarante jours de panne\u00a0: au retour, un seul rappel, le plus urgent', async () => {
    const id = await dossierPret(w, vico.cookie)
    await passer('2021-09-16T11:00:00')
    await passer('2021-09-16T11:15:00')
    const recus = (await mails(id)).filter(m => m.destinataire === vico.courriel)
    expect(recus.map(m => m.sujet)).toEqual([`Il reste 1 jour pour déposer le dossier ${await numeroDe(id)}`])
    expect(recus[0]!.texte).toContain('Rien ne bloque le dépôt.')
  })

  it('commencé après le matin d’un rappel, un dossier ne le reçoit pas, mais le suivant', async () => {
    w.regler('2021-09-10T12:00:00')
    const id = await commencer(w, vico.cookie)
    await passer('2021-09-10T12:15:00')
    expect(await mails(id)).toEqual([])
    await passer('2021-09-15T08:00:00')
    const recus = (await mails(id)).filter(m => m.destinataire === vico.courriel)
    expect(recus.map(m => m.sujet)).toEqual([`Il reste 2 jours pour déposer le dossier ${await numeroDe(id)}`])
  })

  it('six passages au même instant n’en envoient qu’un', async () => {
    const id = await dossierPret(w, vico.cookie)
    w.regler('2021-09-10T09:00:00')
    await Promise.all(Array.from({ length: 6 }, () => passer()))
    expect((await mails(id)).filter(m => m.destinataire === vico.courriel)).toHaveLength(1)
  })

  it('l’horloge de la démonstration avance et recule\u00a0: chaque rappel une fois', async () => {
    const id = await dossierPret(w, vico.cookie)
    for (const instant of [
      '2021-09-17T09:00:00',
      '2021-09-10T09:00:00',
      '2021-09-17T09:00:00',
      '2021-09-20T09:00:00',
      '2021-09-10T10:00:00',
    ])
      await passer(instant)
    const rappels = await w.auGuichet(tx => tx.selectFrom('rappel').select('code').where('dossier_id', '=', id).orderBy('code').execute())
    expect(rappels.map(r => r.code)).toEqual(['dernier_jour', 'j_7'])
    expect((await mails(id)).filter(m => m.destinataire === vico.courriel)).toHaveLength(2)
  })

  it('un dossier déposé ou abandonné ne reçoit rien\u00a0; rouvert et pas déposé à nouveau, il reçoit le rappel', async () => {
    const [depose, rouvert, abandonne] = [
      await dossierPret(w, vico.cookie),
      await dossierPret(w, vico.cookie),
      await dossierPret(w, vico.cookie),
    ]
    for (const id of [depose, rouvert]) expect((await deposer(w, vico.cookie, id)).status).toBe(303)
    await w.post(paths.dossiers.reouverture(rouvert), {}, vico.cookie)
    await w.post(paths.dossiers.abandon(abandonne), {}, vico.cookie)
    await passer('2021-09-15T09:00:00')
    expect(await mails(depose)).toEqual([])
    expect(await mails(abandonne)).toEqual([])
    const [recu] = (await mails(rouvert)).filter(m => m.destinataire === vico.courriel)
    expect(recu!.sujet).toContain('pour déposer à nouveau le dossier')
    expect(recu!.texte).toContain('Des changements non déposés à la clôture ne comptent pas')
  })

  it('une structure associée qui n’a pas validé est rappelée aussi, vers sa page', async () => {
    const renno = await w.compte({ structures: ['Renno'] })
    const id = await dossierPret(w, vico.cookie)
    const partenaire = nouvelId()
    const { id: structure_id } = await w.structure('Renno')
    await w.auGuichet(tx =>
      tx
        .insertInto('partenaire')
        .values({ id: partenaire, guichet_id: w.guichetId, dossier_id: id, structure_id, invite_le: w.horloge.instant })
        .execute(),
    )
    await passer('2021-09-10T09:00:00')
    const [recu] = (await mails(id)).filter(m => m.destinataire === renno.courriel)
    expect(recu!.sujet).toBe('Vico attend votre validation')
    expect(recu!.lien).toBe(paths.dossiers.partenariat(partenaire))
  })

  it('une prolongation accordée à un dossier a ses propres rappels', async () => {
    const id = await dossierPret(w, vico.cookie)
    w.regler('2021-09-20T10:00:00')
    await w.auGuichet(tx =>
      tx
        .insertInto('derogation')
        .values({
          dossier_id: id,
          guichet_id: w.guichetId,
          jusqu_au: new Date('2021-09-30T21:59:59Z'),
          motif: 'Panne',
          accordee_le: w.horloge.instant,
        })
        .execute(),
    )
    await passer()
    expect(await mails(id)).toEqual([])
    await passer('2021-09-28T08:00:00')
    const recus = (await mails(id)).filter(m => m.destinataire === vico.courriel)
    expect(recus.map(m => m.sujet)).toEqual([`Il reste 2 jours pour déposer le dossier ${await numeroDe(id)}`])
  })
})
