import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { lireZip } from '../../test/lire-zip.ts'
import { commencer, deposer, dossierPret, joindre, lisible, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { fermerDocuments } from '../documents/index.ts'

let w: World
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
})
beforeEach(() => w.regler('2021-09-13T10:00:00'))
afterAll(async () => {
  await w.close()
  await fermerDocuments()
})
const exporter = (cookie: string) => w.post(paths.conservation.export, {}, cookie)
const fichiersDe = async (r: Response) => lireZip(Buffer.from(await r.arrayBuffer()))

describe('exporter mes données', () => {
  it('j’emporte mon compte, mes structures, mes dossiers entiers et mes courriels, avec des empreintes justes, et le journal le dit', async () => {
    const vico = await w.compte({ nom: 'Ange Exemple', courriel: 'ange@guichet.example', structures: ['Vico'] })
    const id = await dossierPret(w, vico.cookie)
    await deposer(w, vico.cookie, id)
    await w.post(paths.dossiers.echanges(id), { texte: 'Une question sur le calendrier.', cle: crypto.randomUUID() }, vico.cookie)
    const r = await exporter(vico.cookie)
    expect(r.status).toBe(200)
    const fichiers = await fichiersDe(r)
    const texte = (nom: RegExp) => [...fichiers].find(([n]) => nom.test(n))?.[1].toString() ?? ''
    expect(texte(/^compte\.json/)).toContain('ange@guichet.example')
    expect(texte(/^structures\.json/)).toContain('Vico')
    expect(texte(/dossier\.json/)).toContain('Un guichet en ligne pour les familles')
    expect(texte(/messages\.json/)).toContain('Une question sur le calendrier.')
    expect(JSON.parse(texte(/^courriels\.json/)).length).toBeGreaterThan(0)
    expect(texte(/^actes\.json/)).toContain('dossier.depose')
    expect([...fichiers.keys()].some(n => n.endsWith('pieces/deliberation/deliberation.pdf'))).toBe(true)
    const sommes = fichiers.get('SHA256SUMS.txt')!.toString().trim().split('\n')
    expect(sommes).toHaveLength(fichiers.size - 1)
    for (const [, sha, nom] of sommes.map(l => /^(\w{64}) {2}(.+)$/.exec(l)!))
      expect(createHash('sha256').update(fichiers.get(nom!)!).digest('hex'), nom).toBe(sha)
    expect((await w.journal()).filter(e => e.action === 'conservation.exporte')).toMatchObject([{ objet_id: vico.id }])
  })

  it('un collègue, un secret, le dossier d’une autre structure n’y sont pas', async () => {
    const moi = await w.compte({ nom: 'Moi', structures: ['Ota'] })
    const collegue = await w.compte({ nom: 'Collègue Discret', courriel: 'discret@guichet.example', structures: ['Ota'] })
    const autre = await w.compte({ structures: ['Bastia'] })
    await commencer(w, autre.cookie)
    await commencer(w, collegue.cookie)
    const fichiers = await fichiersDe(await exporter(moi.cookie))
    expect([...fichiers.keys()].filter(n => n.endsWith('dossier.json'))).toHaveLength(1)
    const tout = [...fichiers.values()].map(b => b.toString()).join('\n')
    for (const absent of ['Collègue Discret', 'Bastia', 'session_token']) expect(tout.includes(absent), absent).toBe(false)
    // the address to write to about a dossier is the dossier's, which all its structure reads; that of the account is nowhere else
    const ailleurs = [...fichiers].filter(([n]) => !n.startsWith('dossiers/')).map(([, b]) => b.toString())
    expect(ailleurs.filter(t => t.includes('discret@guichet.example'))).toEqual([])
  })

  it('un seul téléchargement à la fois\u00a0: le second attend, et peut se faire une fois le premier fini ou abandonné', async () => {
    const { cookie } = await w.compte({ structures: ['Cargèse'] })
    // longer than what leaves before anybody reads: a small one may be over when the second is asked
    const lourd = new Blob(['%PDF-1.7\n', randomBytes(3_000_000), '\n%%EOF\n'], { type: 'application/pdf' })
    await joindre(w, cookie, await commencer(w, cookie), 'annexes', lourd)
    expect(await lisible(await w.get(paths.conservation.mesDonnees, cookie))).not.toContain('Un téléchargement est déjà en cours')
    const premier = await exporter(cookie)
    const second = await exporter(cookie)
    expect(second.status).toBe(422)
    expect(await lisible(second)).toContain('Un téléchargement est déjà en cours')
    await premier.body!.cancel()
    await expect.poll(async () => (await exporter(cookie)).status, { timeout: 10_000 }).toBe(200)
  })

  it('il faut être connecté', async () => {
    expect((await w.post(paths.conservation.export, {})).headers.get('location')).toContain(paths.connexion)
  })
})

describe('supprimer mon compte', () => {
  const supprimer = (cookie: string, corps: Record<string, string> = { compris: 'oui' }) =>
    w.post(paths.conservation.suppression, corps, cookie)
  const compteDe = (id: string) => w.db.selectFrom('compte').select(['name', 'email']).where('id', '=', id).executeTakeFirstOrThrow()

  it('la page dit ce qui est effacé et ce qui est gardé, et demande une confirmation', async () => {
    const { id, cookie, courriel } = await w.compte({ structures: ['Piana'] })
    const texte = await lisible(await w.get(paths.conservation.suppression, cookie))
    for (const dit of ['Ce qui est effacé', 'Ce qui est gardé', courriel, 'Piana']) expect(texte).toContain(dit)
    const sans = await supprimer(cookie, {})
    expect(sans.status).toBe(422)
    expect(await lisible(sans)).toContain('Cochez la case pour confirmer')
    expect((await compteDe(id)).email).toBe(courriel)
  })

  it('mon nom, mon adresse, mes sessions, mes courriels et ma place disparaissent\u00a0; le dossier reste à la structure', async () => {
    const moi = await w.compte({ nom: 'Nom Très Reconnaissable', courriel: 'reconnaissable@guichet.example', structures: ['Calvi'] })
    const collegue = await w.compte({ structures: ['Calvi'] })
    const calvi = await w.structure('Calvi')
    for (const courriel of ['Reconnaissable@guichet.example', 'invitee@guichet.example'])
      await w.owner.query(
        'insert into invitation (id, guichet_id, structure_id, courriel, invitee_par, invitee_le) values (gen_random_uuid(), $1, $2, $3, $4, $5)',
        [w.guichetId, calvi.id, courriel, collegue.id, w.horloge.instant],
      )
    const dossier = await dossierPret(w, moi.cookie)
    await deposer(w, moi.cookie, dossier)
    const r = await supprimer(moi.cookie)
    expect(r.headers.get('location')).toBe(paths.conservation.supprime)
    expect(await compteDe(moi.id)).toEqual({ name: 'Compte supprimé', email: `${moi.id}@supprime.invalid` })
    expect((await w.get(paths.compte.voir, moi.cookie)).status).toBe(303)
    // nobody else is signed out, and only what was written to this address goes
    expect((await w.get(paths.compte.voir, collegue.cookie)).status).toBe(200)
    expect((await w.owner.query('select courriel from invitation where structure_id = $1', [calvi.id])).rows).toEqual([
      { courriel: 'invitee@guichet.example' },
    ])
    const restes = await w.auGuichet(async tx => ({
      places: await tx.selectFrom('appartenance').select('etat').where('compte_id', '=', moi.id).execute(),
      dossier: await tx.selectFrom('dossier').select('etat').where('id', '=', dossier).executeTakeFirst(),
    }))
    expect(restes).toEqual({ places: [{ etat: 'retiree' }], dossier: { etat: 'depose' } })
    expect((await w.courriels()).filter(c => c.destinataire === moi.courriel)).toEqual([])
    const journal = await w.journal()
    expect(journal.filter(e => e.action === 'conservation.compte_efface')).toMatchObject([
      { objet_id: moi.id, donnees: { pourquoi: 'demande' } },
    ])
    expect(JSON.stringify(journal)).not.toContain('econnaissable')
  })

  it('le dernier membre d’une structure qui a un dossier en cours lit quoi faire, et garde son compte', async () => {
    const seul = await w.compte({ structures: ['Letia'] })
    await deposer(w, seul.cookie, await dossierPret(w, seul.cookie))
    const r = await supprimer(seul.cookie)
    expect(r.status).toBe(422)
    expect(await lisible(r)).toMatch(/dernier membre de Letia.*Invitez un collègue/)
    expect((await compteDe(seul.id)).email).toBe(seul.courriel)
  })

  it('deux derniers membres qui partent à la fois\u00a0: un seul part', async () => {
    const [a, b] = [await w.compte({ structures: ['Murzo'] }), await w.compte({ structures: ['Murzo'] })]
    await deposer(w, a.cookie, await dossierPret(w, a.cookie))
    const statuts = (await Promise.all([supprimer(a.cookie), supprimer(b.cookie), supprimer(a.cookie), supprimer(b.cookie)])).map(
      r => r.status,
    )
    expect(statuts).toContain(422)
    const restent = await w.auGuichet(tx =>
      tx.selectFrom('appartenance').select('compte_id').where('etat', '=', 'active').where('compte_id', 'in', [a.id, b.id]).execute(),
    )
    expect(restent).toHaveLength(1)
  })

  it('un agent demande d’abord qu’on retire son rôle', async () => {
    const { cookie } = await w.compte({ roles: [{ role: 'lecteur', departements: [], volets: [] }] })
    const r = await supprimer(cookie)
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('Demandez d’abord à l’administrateur')
  })
})
