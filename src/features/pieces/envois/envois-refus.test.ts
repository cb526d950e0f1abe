import { createHash } from 'node:crypto'
import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, test, vi } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import {
  clamd,
  dossierId,
  enAttente,
  envois,
  fichiers,
  json,
  OUVERT,
  type Ouvert,
  ouvert,
  ouvrir,
  partie,
  pdf,
  phrase,
  pieces,
  poster,
  preparerEnvois,
  vico,
  w,
} from '../../../test/envois.ts'
import { EICAR } from '../../fichiers/test/clamd-factice.ts'
import { purgerOrphelins, purgerTeleversements } from '../purger.ts'

preparerEnvois()

describe('Ce qui se refuse avant le premier octet', () => {
  test.for([
    [{ taille: 0 }, '« plans.pdf » est vide. Choisissez un autre fichier'],
    [{ taille: 200_000_001 }, '« plans.pdf » dépasse 200 Mo. Réduisez-le ou partagez-le en plusieurs fichiers'],
    [{ taille: 9, nom: 'tout.zip' }, '« tout.zip » est une archive ZIP. Envoyez un fichier PDF, ODT, ODS, DOCX ou XLSX, ou une photo'],
    [{ taille: 9, nom: '../../plan.ods', code: 'deliberation' }, '« plan.ods » est un classeur ODS. Envoyez un fichier PDF, ou une photo'],
    [
      { taille: 48_000_000, nom: 'IMG_2041.HEIC', code: 'deliberation' },
      '« IMG_2041.HEIC » est trop lourde de 28 Mo. Prenez la photo en qualité normale, ou envoyez les pages une par une',
    ],
  ] as const)('%j', async ([demande, message]) => {
    expect(await phrase(ouvrir(demande))).toBe(message)
    expect(await envois()).toEqual([])
  })

  test('un fichier de 200 Mo juste, lui, se commence', async () => {
    expect((await ouvrir({ taille: 200_000_000 })).status).toBe(201)
  })

  test('un dossier clos, ou déposé', async () => {
    w.regler('2021-09-18T00:00:00')
    expect(await phrase(ouvrir({ taille: 9 }))).toContain('Le dépôt est clos')
    w.regler(OUVERT)
    const depose = { etat: 'depose', depose_le: w.horloge.instant }
    await w.auGuichet(tx => tx.updateTable('dossier').set(depose).where('id', '=', dossierId).execute())
    expect(await phrase(ouvrir({ taille: 9 }))).toContain('Ce dossier est déposé')
  })

  test('un onzième envoi inachevé', async () => {
    for (let i = 0; i < 10; i++) await ouvert({ taille: 9, marque: `${i}` })
    expect(await phrase(ouvrir({ taille: 9, marque: 'x' }))).toContain('Vous avez 10 envois inachevés')
    expect((await ouvrir({ taille: 9, marque: '3' })).status).toBe(201)
  })

  test('une onzième annexe', async () => {
    for (let i = 0; i < 10; i++) await partie((await ouvert({ taille: 100, marque: `${i}` })).octets, 0, pdf(100, i))
    expect(await phrase(ouvrir({ taille: 9, marque: 'x' }))).toContain('a déjà 10 fichiers')
  })
})

describe('Ce qui se refuse à la fin ne laisse rien', () => {
  const envoyer = async (octets: Buffer, nom = 'plans.pdf') => partie((await ouvert({ taille: octets.length, nom })).octets, 0, octets)
  const rien = async () => expect([fichiers(), await envois(), await pieces()]).toEqual([[], [], []])

  test('une page web nommée .pdf', async () => {
    expect(await phrase(envoyer(Buffer.from('<!doctype html><script>1</script>')))).toContain('son contenu est une page web')
    await rien()
  })

  test('un fichier infecté\u202f: rien de technique n’est dit, le journal garde de quoi chercher', async () => {
    const octets = Buffer.concat([pdf(1000), EICAR])
    expect(await phrase(envoyer(octets))).toBe(
      '« plans.pdf » contient un programme malveillant : il n’a pas été gardé. Prévenez votre service informatique, puis envoyez un exemplaire sain',
    )
    await rien()
    expect((await w.journal()).at(-1)).toMatchObject({
      action: 'piece.infectee',
      objet_id: dossierId,
      donnees: { code: 'annexes', virus: 'Win.Test.EICAR_HDB-1', sha256: createHash('sha256').update(octets).digest('hex') },
    })
  })

  test('infecté encore, par le formulaire sans script', async () => {
    const f = new FormData()
    f.append('fichier-annexes', new File([new Uint8Array(Buffer.concat([pdf(1000), EICAR]))], 'plans.pdf'))
    const r = await w.post(paths.dossiers.pieces(dossierId), f, vico.cookie)
    expect([r.status, await r.text()]).toEqual([422, expect.stringContaining('contient un programme malveillant')])
    await rien()
    expect((await w.journal()).at(-1)?.action).toBe('piece.infectee')
  })

  // seen to fail: with a file kept unless it is said to be infected (`garderSain`)
  test('l’antivirus se tait\u202f: le formulaire refuse, l’envoi en parties attend qu’il réponde', async () => {
    clamd.etat.humeur = 'coupe'
    const octets = pdf(1000)
    const f = new FormData()
    f.append('fichier-annexes', new File([new Uint8Array(octets)], 'plans.pdf'))
    const r = await w.post(paths.dossiers.pieces(dossierId), f, vico.cookie)
    expect([r.status, await r.text()]).toEqual([422, expect.stringContaining('L’analyse antivirus ne répond pas')])
    await rien()
    const [statut, { recu, message }] = await json(envoyer(octets))
    expect([statut, recu, message]).toEqual([503, 1000, expect.stringContaining('L’analyse antivirus ne répond pas')])
    expect([await pieces(), fichiers().length]).toEqual([[], 1])
  })

  test('le dépôt s’est clos pendant l’envoi', async () => {
    const octets = pdf(1000)
    const { octets: url, annulation } = await ouvert({ taille: octets.length })
    await partie(url, 0, octets.subarray(0, 500))
    w.regler('2021-09-18T00:00:00')
    expect(await phrase(partie(url, 500, octets.subarray(500)))).toContain('Le dépôt est clos')
    expect((await poster(annulation, null, {})).status).toBe(204)
    await rien()
  })

  test('annulé par la personne', async () => {
    const { octets: url, annulation } = await ouvert({ taille: 1000 })
    await partie(url, 0, pdf(1000).subarray(0, 500))
    expect((await poster(annulation, null, {})).status).toBe(204)
    await rien()
    expect((await partie(url, 500, Buffer.alloc(10))).status).toBe(404)
    expect((await poster(annulation, null, {})).status).toBe(404)
  })

  test('une panne du stockage est une panne\u202f: rien n’est perdu, et l’envoi se reprend', async () => {
    const octets = pdf(1000)
    const { stockage } = w.deps
    const ecrire = stockage.ecrire
    stockage.ecrire = () => Promise.reject(new Error('disk full'))
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const { octets: url } = await ouvert({ taille: octets.length })
    expect((await partie(url, 0, octets)).status).toBe(500)
    stockage.ecrire = ecrire
    vi.restoreAllMocks()
    expect((await ouvert({ taille: octets.length })).recu).toBe(1000)
    expect((await partie(url, 1000, Buffer.alloc(0))).status).toBe(200)
    expect(await pieces()).toHaveLength(1)
  })
})

describe('Les envois des autres n’existent pas', () => {
  test('ni pour une autre structure, ni pour un collègue, ni sans compte', async () => {
    const { octets: url, annulation } = await ouvert({ taille: 1000 })
    const autre = await w.compte({ structures: ['Ajaccio'] })
    const collegue = await w.compte({ structures: ['Vico'] })
    expect((await ouvrir({ taille: 1000, cookie: autre.cookie })).status).toBe(404)
    for (const { cookie } of [autre, collegue]) {
      expect((await partie(url, 0, Buffer.alloc(10), cookie)).status).toBe(404)
      expect((await w.get(url.replace(/\/octets$/, ''), cookie)).status).toBe(404)
      expect((await poster(annulation, null, {}, cookie)).status).toBe(404)
    }
    const liste = (cookie: string) => w.get(paths.dossiers.mesTeleversements(dossierId), cookie)
    expect(await (await liste(collegue.cookie)).json()).toEqual({ envois: [] })
    expect((await liste(autre.cookie)).status).toBe(404)
    expect((await partie(url, 0, Buffer.alloc(10), '')).status).toBe(303)
    // a colleague who sends the same file begins an upload of their own
    expect((await ((await ouvrir({ taille: 1000, cookie: collegue.cookie })).json() as Promise<Ouvert>)).octets).not.toBe(url)
    expect(await envois()).toHaveLength(2)
  })

  test('celui d’une personne retirée de la structure', async () => {
    const partie1 = await w.compte({ structures: ['Vico'] })
    const { octets: url } = await ouvert({ taille: 1000, cookie: partie1.cookie })
    await w.auGuichet(tx =>
      tx.updateTable('appartenance').set({ etat: 'retiree', retiree_le: w.horloge.instant }).where('compte_id', '=', partie1.id).execute(),
    )
    expect((await partie(url, 0, Buffer.alloc(10), partie1.cookie)).status).toBe(404)
  })
})

describe('Ce qui traîne est purgé', () => {
  test('un envoi sans mouvement depuis sept jours, et lui seul', async () => {
    await partie((await ouvert({ taille: 1000, marque: 'vieux' })).octets, 0, pdf(1000).subarray(0, 500))
    w.regler('2021-09-16T10:00:00')
    await partie((await ouvert({ taille: 1000, marque: 'neuf' })).octets, 0, pdf(1000).subarray(0, 500))
    w.regler('2021-09-20T10:00:01')
    expect(await purgerTeleversements(w.deps, w.horloge.instant)).toBe(1)
    expect([(await envois()).length, enAttente().length]).toEqual([1, 1])
    expect(await purgerTeleversements(w.deps, w.horloge.instant)).toBe(0)
  })

  test('des octets qu’aucune ligne ne nomme, après un jour\u202f; jamais ceux d’une pièce, même retirée', async () => {
    const code = 'deliberation'
    for (const i of [1, 2]) await partie((await ouvert({ taille: 100, marque: `${i}`, code })).octets, 0, pdf(100, i))
    await partie((await ouvert({ taille: 1000, code })).octets, 0, pdf(500))
    const cles = (await pieces()).map(p => p.cle)
    expect((await pieces()).map(p => p.retiree_le !== null)).toEqual([true, false])
    await w.deps.stockage.ecrire(`2021/${nouvelId()}`, Readable.from([Buffer.from('sans ligne')]))
    writeFileSync(join(w.dossierFichiers, `2021/${nouvelId()}.partiel`), 'coupé')
    writeFileSync(join(w.dossierFichiers, `attente/${nouvelId()}`), 'sans ligne')
    expect(await purgerOrphelins(w.deps)).toBe(0)
    const hier = new Date(Date.now() - 25 * 3600_000)
    for (const f of fichiers()) utimesSync(join(w.dossierFichiers, f), hier, hier)
    expect(await purgerOrphelins(w.deps)).toBe(3)
    expect(fichiers().sort()).toEqual([...cles, `attente/${(await envois())[0]?.id}`].sort())
  })
})
