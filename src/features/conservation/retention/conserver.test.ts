import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Tx } from '../../../db/db.ts'
import { paths } from '../../../paths.ts'
import { commencer, deposer, dossierPret, lisible, publier } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { conserver } from './conserver.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
})
beforeEach(() => w.regler('2021-09-13T10:00:00'))
afterAll(() => w.close())
const passer = (local: string) => {
  w.regler(local)
  return conserver(w.deps, w.horloge.instant)
}
const dossierDe = (id: string) => w.auGuichet(tx => tx.selectFrom('dossier').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
const annonces = async (adresse: string) =>
  (await w.courriels()).filter(c => c.destinataire === adresse && /sera (effacé|supprimé) le/.test(c.sujet))

describe('la fin de la conservation', () => {
  it('un brouillon oublié\u00a0: un courriel 30 jours avant, une fois, puis réponses et pièces sont effacées, et les octets partent', async () => {
    const { cookie, courriel } = await w.compte({ structures: ['Vico'] })
    const id = await dossierPret(w, cookie)
    expect(await passer('2023-08-10T03:00:00')).toEqual({ prevenus: 0, effaces: 0 })
    expect(await passer('2023-08-15T03:00:00')).toMatchObject({ prevenus: 1, effaces: 0 })
    await Promise.all([passer('2023-08-16T03:00:00'), passer('2023-08-16T03:00:00')])
    const [annonce, ...autres] = await annonces(courriel)
    expect(autres).toEqual([])
    expect(annonce!.sujet.replaceAll('\u00a0', ' ')).toContain('sera effacé le 14 septembre 2023')
    expect(await passer('2023-09-13T23:00:00')).toEqual({ prevenus: 0, effaces: 0 })
    expect(await passer('2023-09-14T04:00:00')).toEqual({ prevenus: 0, effaces: 1 })
    expect(await dossierDe(id)).toMatchObject({ etat: 'abandonne', titre: '', reponses: {}, efface_le: w.horloge.instant })
    expect(await w.auGuichet(tx => tx.selectFrom('piece').select('id').where('dossier_id', '=', id).execute())).toEqual([])
    expect((await w.get(paths.dossiers.voir(id), cookie)).status).toBe(200)
    const journal = (await w.journal()).filter(e => e.action.startsWith('conservation.') && e.objet_id === id)
    expect(journal.map(e => e.action)).toEqual(['conservation.preavis', 'conservation.dossier_efface'])
    expect(await passer('2024-09-14T04:00:00')).toMatchObject({ effaces: 0 })
  })

  it('après une longue panne, on prévient d’abord et on attend trente jours\u00a0; qui reprend son brouillon le garde', async () => {
    const { cookie, courriel } = await w.compte({ structures: ['Calvi'] })
    const id = await commencer(w, cookie)
    expect(await passer('2024-06-01T03:00:00')).toMatchObject({ prevenus: 1, effaces: 0 })
    expect((await annonces(courriel))[0]!.sujet.replaceAll('\u00a0', ' ')).toContain('1er juillet 2024')
    await w.auGuichet(tx =>
      tx
        .updateTable('dossier')
        .set({ modifie_le: new Date('2024-06-10T08:00:00Z') })
        .where('id', '=', id)
        .execute(),
    )
    expect(await passer('2024-07-02T03:00:00')).toEqual({ prevenus: 0, effaces: 0 })
    expect(await dossierDe(id)).toMatchObject({ etat: 'brouillon', efface_le: null })
  })

  it('un dossier retiré perd ce qui est personnel\u00a0; son numéro, ses dates, ses montants et l’empreinte du dépôt restent', async () => {
    const { cookie } = await w.compte({ nom: 'Nom Du Déposant', structures: ['Ota'] })
    const id = await dossierPret(w, cookie)
    await deposer(w, cookie, id)
    await w.post(paths.dossiers.echanges(id), { texte: 'Le secret de ce message.', cle: crypto.randomUUID() }, cookie)
    const depots = (tx: Tx) => tx.selectFrom('depot').select('id').where('dossier_id', '=', id)
    const lire = () =>
      w.auGuichet(async tx => ({
        depot: await tx.selectFrom('depot').select(['sha256', 'contenu', 'recu_le']).where('dossier_id', '=', id).executeTakeFirstOrThrow(),
        messages: await tx.selectFrom('message').select('texte').where('dossier_id', '=', id).execute(),
        verdicts: await tx.selectFrom('verdict').select(['regle', 'explication', 'entrees']).where('depot_id', 'in', depots(tx)).execute(),
        depenses: await tx.selectFrom('depense').select(['libelle', 'ht']).where('dossier_id', '=', id).execute(),
      }))
    const avant = await lire()
    expect(avant.depot.contenu).toContain('Nom Du Déposant')
    expect(avant.messages[0]!.texte).toContain('secret')
    await w.auGuichet(tx => tx.updateTable('dossier').set({ etat: 'retire' }).where('id', '=', id).execute())
    expect((await passer('2026-08-20T03:00:00')).prevenus).toBeGreaterThan(0)
    expect((await passer('2026-09-20T03:00:00')).effaces).toBeGreaterThan(0)
    const apres = await lire()
    expect(apres.depot).toMatchObject({ sha256: avant.depot.sha256, recu_le: avant.depot.recu_le })
    for (const parti of ['Nom Du Déposant', 'mairie@guichet.example', 'familles inscrivent'])
      expect(apres.depot.contenu).not.toContain(parti)
    expect(JSON.parse(apres.depot.contenu)).toMatchObject({ montants: JSON.parse(avant.depot.contenu).montants, structure: { nom: 'Ota' } })
    expect(apres.messages[0]!.texte).not.toContain('secret')
    expect(avant.verdicts.some(v => v.explication !== '')).toBe(true)
    expect(apres.verdicts).toEqual(avant.verdicts.map(v => ({ ...v, explication: '', entrees: [] })))
    expect(avant.depenses.length).toBeGreaterThan(0)
    expect(apres.depenses).toEqual(avant.depenses.map(d => ({ ...d, libelle: 'Effacé' })))
    const page = await w.get(paths.dossiers.voir(id), cookie)
    expect(page.status).toBe(200)
    expect(await lisible(page)).not.toContain('familles inscrivent')
  })

  it('un dossier en cours n’a pas de terme', async () => {
    const { cookie } = await w.compte({ structures: ['Piana'] })
    const id = await dossierPret(w, cookie)
    await deposer(w, cookie, id)
    await passer('2036-01-01T03:00:00')
    await passer('2036-03-01T03:00:00')
    expect((await dossierDe(id)).efface_le).toBeNull()
  })

  it('un compte que personne n’ouvre est prévenu, puis supprimé\u00a0; celui dont un dossier en cours a besoin reste', async () => {
    const seul = await w.compte({ structures: ['Letia'] })
    await deposer(w, seul.cookie, await dossierPret(w, seul.cookie))
    const oublie = await w.compte({ nom: 'Oublié Exemple', structures: ['Murzo'] })
    const dans = (jours: number) => {
      w.horloge.instant = new Date(Date.now() + jours * 86_400_000)
      return conserver(w.deps, w.horloge.instant)
    }
    await dans(3 * 365 - 20)
    expect(await annonces(oublie.courriel)).toHaveLength(1)
    expect(await annonces(seul.courriel)).toEqual([])
    await dans(3 * 365 + 15)
    const compte = (id: string) => w.db.selectFrom('compte').select('name').where('id', '=', id).executeTakeFirstOrThrow()
    expect((await compte(oublie.id)).name).toBe('Compte supprimé')
    expect((await compte(seul.id)).name).not.toBe('Compte supprimé')
  })

  it('la base refuse d’effacer un dossier sans préavis, et le programme ne peut pas vider un dépôt par lui-même', async () => {
    const { cookie } = await w.compte({ structures: ['Bastia'] })
    const id = await commencer(w, cookie)
    const vider = (tx: Parameters<Parameters<typeof w.auGuichet>[0]>[0]) =>
      import('kysely').then(({ sql }) => sql`select effacer_dossier(${id}, ${w.horloge.instant})`.execute(tx))
    await expect(w.auGuichet(vider)).rejects.toThrow('rien ne s’efface sans avoir été annoncé')
    await expect(w.auGuichet(tx => tx.updateTable('depot').set({ contenu: '' }).execute())).rejects.toThrow(/permission denied/)
    await expect(w.owner.query(`update message set texte = 'x'`)).rejects.toThrow('on ajoute, on ne modifie ni ne supprime')
  })
})
