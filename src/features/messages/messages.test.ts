import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { associer } from '../../test/projet-commun.ts'
import { commencer, deposer, dossierPret, lisible, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { ecrireCourriel } from '../courriels/index.ts'

describe('les messages de mes dossiers', () => {
  let w: World
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
  })
  afterAll(() => w.close())
  const lu = async (chemin: string, cookie: string) => (await lisible(await w.get(chemin, cookie))).replaceAll('\u00a0', ' ')
  const lienDe = async (cookie: string) =>
    /href="(\/mon-espace\/messages\/[0-9a-f-]{36})"/.exec(await (await w.get(paths.messages.liste, cookie)).text())?.[1]
  const ecrire = (dossierId: string, destinataire: string, sujet: string, plus = {}) =>
    w.auGuichet(tx => ecrireCourriel(tx, w.ctx(), { destinataire, sujet, phrases: ['Voici.'], dossierId, ...plus }))
  const quitter = (compteId: string) =>
    w.auGuichet(tx =>
      tx.updateTable('appartenance').set({ etat: 'retiree', retiree_le: w.horloge.instant }).where('compte_id', '=', compteId).execute(),
    )

  it('l’accusé envoyé à trois collègues se lit une fois, sur place, avec son dossier et son lien', async () => {
    const [moi] = await Promise.all([1, 2, 3].map(n => w.compte({ nom: `Agent ${n}`, structures: ['Vico'] })))
    const id = await dossierPret(w, moi!.cookie)
    await deposer(w, moi!.cookie, id)
    const liste = await lu(paths.messages.liste, moi!.cookie)
    expect(liste.match(/déposé : accusé de réception/g)).toHaveLength(1)
    expect(await lu(paths.espace, moi!.cookie)).toContain('accusé de réception')
    const message = await lu((await lienDe(moi!.cookie))!, moi!.cookie)
    expect(message).toMatch(/Envoyé le 13 septembre 2021 à 10 h 00 à Agent 1, Agent 2, Agent 3/)
    expect(message).toContain('Ouvrir le lien du courriel')
  })

  it('ce que mon collègue a reçu avant de partir me reste\u00a0; ce qu’il reçoit après n’est qu’à lui', async () => {
    const parti = await w.compte({ nom: 'Collègue parti', structures: ['Olmeto'] })
    const id = await commencer(w, parti.cookie)
    await ecrire(id, parti.courriel, 'Il manque une pièce')
    w.regler('2021-09-14T10:00:00')
    await quitter(parti.id)
    w.regler('2021-09-14T11:00:00')
    await ecrire(id, parti.courriel, 'Après son départ')
    const reste = await w.compte({ structures: ['Olmeto'] })
    const liste = await lu(paths.messages.liste, reste.cookie)
    expect(liste).toContain('Il manque une pièce')
    expect(liste).not.toContain('Après son départ')
    const message = (await lienDe(reste.cookie))!
    expect(await lu(message, reste.cookie)).toContain('Collègue parti')
    expect((await w.get(message, parti.cookie)).status).toBe(404)
    expect(await lu(paths.messages.liste, parti.cookie)).toContain('Aucun message.')
    w.regler('2021-09-13T10:00:00')
  })

  it('une autre structure ne lit rien, un partenaire ne lit pas les courriels du porteur, un lien de connexion n’est à personne d’autre', async () => {
    const porteur = await w.compte({ structures: ['Bastelica'] })
    const partenaire = await w.compte({ structures: ['Corte'] })
    const ailleurs = await w.compte({ structures: ['Bastia'] })
    const id = await commencer(w, porteur.cookie)
    await associer(w, porteur.cookie, id, 'Corte')
    await ecrire(id, porteur.courriel, 'Pour le porteur seul')
    await ecrire(id, porteur.courriel, 'Lien de connexion', { secret: true })
    const message = (await lienDe(porteur.cookie))!
    for (const autre of [partenaire, ailleurs]) {
      expect((await w.get(message, autre.cookie)).status).toBe(404)
      expect(await lu(paths.messages.liste, autre.cookie)).not.toContain('Pour le porteur seul')
    }
    expect(await lu(paths.messages.liste, porteur.cookie)).not.toContain('Lien de connexion')
    expect(await lu(paths.messages.liste, partenaire.cookie)).toContain('Bastelica')
    expect((await w.get(paths.messages.liste)).status).toBe(303)
  })

  it('au-delà de vingt messages, il y a une suite, et aucun ne manque', async () => {
    const moi = await w.compte({ structures: ['Cozzano'] })
    const id = await commencer(w, moi.cookie)
    for (let i = 1; i <= 23; i++) await ecrire(id, moi.courriel, `Rappel ${i}.`)
    const html = await (await w.get(paths.messages.liste, moi.cookie)).text()
    const suite = /href="([^"]*avant=[^"]*)"/.exec(html)![1]!
    const tout = html + (await (await w.get(suite, moi.cookie)).text())
    for (let i = 1; i <= 23; i++) expect(tout).toContain(`Rappel ${i}.`)
    expect(await lu(paths.espace, moi.cookie)).toContain('Tous les messages')
  })
})
