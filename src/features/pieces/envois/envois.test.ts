import { createHash } from 'node:crypto'
import { appendFileSync, readFileSync, truncateSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { paths } from '../../../paths.ts'
import {
  BRUT,
  clamd,
  dossierId,
  enAttente,
  envois,
  fichiers,
  json,
  ouvert,
  partie,
  pdf,
  pieces,
  port,
  poster,
  preparerEnvois,
  vico,
  w,
} from '../../../test/envois.ts'
import { URL_TEST } from '../../../test/world.ts'

preparerEnvois()

describe('Un gros fichier part en plusieurs fois', () => {
  test('trois parties font une pièce, à l’octet près, et il ne reste rien de l’envoi', async () => {
    const octets = pdf(300_000)
    const { octets: url, recu } = await ouvert({ taille: octets.length })
    expect(recu).toBe(0)
    expect(await json(partie(url, 0, octets.subarray(0, 100_000)))).toEqual([200, { recu: 100_000 }])
    expect(await json(partie(url, 100_000, octets.subarray(100_000, 200_000)))).toEqual([200, { recu: 200_000 }])
    expect(await pieces()).toEqual([])
    expect(await json(partie(url, 200_000, octets.subarray(200_000)))).toEqual([
      200,
      { adresse: `${paths.dossiers.etape(dossierId, 'pieces')}#piece-annexes` },
    ])
    const [p] = await pieces()
    expect(p).toMatchObject({ nom: 'plans.pdf', type: 'pdf', taille: 300_000, sha256: createHash('sha256').update(octets).digest('hex') })
    expect(readFileSync(join(w.dossierFichiers, p!.cle))).toEqual(octets)
    expect([fichiers(), await envois()]).toEqual([[p!.cle], []])
    expect((await w.journal()).filter(e => e.objet_id === dossierId).map(e => e.action)).toEqual(['piece.joindre'])
  })

  test('coupé à 60\u00a0%, le même fichier choisi de nouveau reprend là où il en était', async () => {
    const octets = pdf(2_000_000)
    const { octets: url } = await ouvert({ taille: octets.length })
    const r = request({
      port,
      path: url,
      method: 'POST',
      headers: { origin: URL_TEST, cookie: vico.cookie, ...BRUT, 'upload-offset': 0, 'content-length': octets.length },
    })
    r.on('error', () => {})
    r.write(octets.subarray(0, 1_200_000))
    await vi.waitFor(() => expect(readFileSync(join(w.dossierFichiers, enAttente()[0]!)).length).toBe(1_200_000), 5000)
    r.destroy()
    await vi.waitFor(async () => expect((await envois())[0]?.recu).toBe(1_200_000), 5000)
    const reprise = await ouvert({ taille: octets.length })
    expect(reprise).toMatchObject({ recu: 1_200_000, octets: url })
    expect((await partie(url, 1_200_000, octets.subarray(1_200_000))).status).toBe(200)
    expect((await pieces())[0]?.sha256).toBe(createHash('sha256').update(octets).digest('hex'))
  })

  test('le navigateur revient avant que le serveur ait vu la coupure\u202f: l’ancienne connexion cède la place', async () => {
    const octets = pdf(500_000)
    const { octets: url } = await ouvert({ taille: octets.length })
    const figee = request({
      port,
      path: url,
      method: 'POST',
      headers: { origin: URL_TEST, cookie: vico.cookie, ...BRUT, 'upload-offset': 0, 'content-length': octets.length },
    })
    figee.on('error', () => {})
    figee.write(octets.subarray(0, 200_000))
    await vi.waitFor(() => expect(readFileSync(join(w.dossierFichiers, enAttente()[0]!)).length).toBe(200_000), 5000)
    const [statut, { recu }] = await json(partie(url, 0, octets))
    expect([statut, recu]).toEqual([409, 200_000])
    expect((await partie(url, 200_000, octets.subarray(200_000))).status).toBe(200)
    expect(await pieces()).toHaveLength(1)
    figee.destroy()
  })

  test('le serveur tombe entre l’écriture et le compte\u202f: les octets de trop sont repris', async () => {
    const octets = pdf(50_000)
    const { octets: url } = await ouvert({ taille: octets.length })
    await partie(url, 0, octets.subarray(0, 20_000))
    appendFileSync(join(w.dossierFichiers, enAttente()[0]!), Buffer.alloc(10_000, 7))
    expect((await ouvert({ taille: octets.length })).recu).toBe(20_000)
    expect((await partie(url, 20_000, octets.subarray(20_000))).status).toBe(200)
    expect((await pieces())[0]?.sha256).toBe(createHash('sha256').update(octets).digest('hex'))
  })

  test('le disque a perdu des octets comptés\u202f: l’envoi reprend de ce qui reste', async () => {
    const octets = pdf(50_000)
    const { octets: url } = await ouvert({ taille: octets.length })
    await partie(url, 0, octets.subarray(0, 20_000))
    truncateSync(join(w.dossierFichiers, enAttente()[0]!), 5000)
    expect(await json(partie(url, 20_000, octets.subarray(20_000)))).toEqual([409, { recu: 5000 }])
    expect((await partie(url, 5000, octets.subarray(5000))).status).toBe(200)
    expect((await pieces())[0]?.sha256).toBe(createHash('sha256').update(octets).digest('hex'))
  })

  test('la dernière partie est arrivée mais pas sa suite\u202f: une demande vide finit l’envoi', async () => {
    const octets = pdf(10_000)
    const { octets: url } = await ouvert({ taille: octets.length })
    clamd.etat.humeur = 'coupe'
    await partie(url, 0, octets)
    clamd.etat.humeur = 'normal'
    expect((await ouvert({ taille: octets.length })).recu).toBe(10_000)
    expect((await partie(url, 10_000, Buffer.alloc(0))).status).toBe(200)
    expect(await pieces()).toHaveLength(1)
  })

  test('le serveur tombe une fois la pièce jointe\u202f: l’envoi est fini avec elle, ses octets seront purgés', async () => {
    const octets = pdf(1000)
    const { octets: url } = await ouvert({ taille: octets.length })
    const { attente } = w.deps.stockage
    const supprimer = attente.supprimer
    attente.supprimer = () => Promise.reject(new Error('stopped'))
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect((await partie(url, 0, octets)).status).toBe(500)
    attente.supprimer = supprimer
    vi.restoreAllMocks()
    expect([(await pieces()).length, await envois(), enAttente().length]).toEqual([1, [], 1])
  })

  // seen to fail: with nothing kept of how an upload ended
  test('la réponse s’est perdue avec la ligne\u202f: redemandée, elle est la même, à la personne qui envoyait', async () => {
    const octets = pdf(1000)
    const { octets: url } = await ouvert({ taille: octets.length })
    const fin = await json(partie(url, 0, octets))
    expect(fin).toEqual([200, { adresse: `${paths.dossiers.etape(dossierId, 'pieces')}#piece-annexes` }])
    for (const position of [0, 1000]) expect(await json(partie(url, position, Buffer.alloc(0)))).toEqual(fin)
    const collegue = await w.compte({ structures: ['Vico'] })
    expect((await partie(url, 0, octets, collegue.cookie)).status).toBe(404)
    const page = Buffer.from('<!doctype html><script>1</script>')
    const { octets: refusee } = await ouvert({ taille: page.length, marque: 'page' })
    const refus = await json(partie(refusee, 0, page))
    expect([refus[0], await json(partie(refusee, 0, page))]).toEqual([422, refus])
    expect([(await pieces()).length, await envois(), fichiers().length]).toEqual([1, [], 1])
  })

  test('le même fichier, déjà joint, finit l’envoi sans seconde pièce', async () => {
    const octets = pdf(1000)
    for (const marque of ['a', 'b']) {
      const { octets: url } = await ouvert({ taille: octets.length, marque })
      expect((await partie(url, 0, octets)).status).toBe(200)
    }
    expect([(await pieces()).length, await envois(), fichiers().length]).toEqual([1, [], 1])
  })

  test('six fois au même instant\u202f: un envoi, une pièce', async () => {
    const octets = pdf(5000)
    const ouverts = await Promise.all(Array.from({ length: 6 }, () => ouvert({ taille: octets.length })))
    expect([new Set(ouverts.map(o => o.octets)).size, (await envois()).length]).toEqual([1, 1])
    const statuts = await Promise.all(ouverts.map(async o => (await partie(o.octets, 0, octets)).status))
    expect(await pieces()).toHaveLength(1)
    expect(statuts).toContain(200)
  })
})

describe('Le serveur dit où en est l’envoi', () => {
  test('une partie qui ne commence pas au bon endroit reçoit le bon', async () => {
    const { octets: url } = await ouvert({ taille: 1000 })
    await partie(url, 0, pdf(1000).subarray(0, 400))
    for (const position of [0, 399, 401, 'x', '']) {
      const r = await partie(url, position, Buffer.alloc(10))
      expect([r.status, r.headers.get('upload-offset'), await r.json()]).toEqual([409, '400', { recu: 400 }])
    }
  })

  test('à qui le demande, et dans la liste de mes envois', async () => {
    const { octets: url } = await ouvert({ taille: 1000, nom: 'plan – été.pdf' })
    await partie(url, 0, pdf(1000).subarray(0, 400))
    const r = await w.get(url.replace(/\/octets$/, ''), vico.cookie)
    expect([r.headers.get('upload-offset'), await r.json()]).toEqual(['400', { recu: 400, taille: 1000 }])
    const liste = await (await w.get(paths.dossiers.mesTeleversements(dossierId), vico.cookie)).json()
    expect(liste).toMatchObject({ envois: [{ code: 'annexes', nom: 'plan – été.pdf', taille: 1000, recu: 400 }] })
  })

  test('des octets au-delà de la taille annoncée ne sont pas écrits', async () => {
    const { octets: url } = await ouvert({ taille: 1000 })
    expect(await json(partie(url, 0, pdf(1001)))).toEqual([409, { recu: 1000 }])
    expect(await pieces()).toEqual([])
  })

  test('un envoi sans le bon type de contenu, ou une demande illisible', async () => {
    const { octets: url } = await ouvert({ taille: 1000 })
    expect((await poster(url, 'x', { 'content-type': 'text/plain', 'upload-offset': '0' })).status).toBe(415)
    const creation = paths.dossiers.televersements(dossierId, 'annexes')
    for (const corps of ['{', '{}', '{"nom":"a.pdf","taille":-1,"marque":""}', '{"nom":"a.pdf","taille":1.5,"marque":""}'])
      expect((await poster(creation, corps, { 'content-type': 'application/json' })).status).toBe(400)
    expect((await poster(creation, 'x'.repeat(20_000), { 'content-type': 'application/json' })).status).toBe(413)
  })
})
