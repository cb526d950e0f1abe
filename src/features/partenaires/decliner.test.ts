import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { associer, projetCommun, validerCommun } from '../../test/projet-commun.ts'
import { deposer, lisible, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

describe('décliner un projet au nom de ma structure', () => {
  let w: World
  type Compte = Awaited<ReturnType<World['compte']>>
  let vico: Compte
  let olmeto: Compte
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
    vico = await w.compte({ structures: ['Vico'] })
    olmeto = await w.compte({ nom: 'Secrétariat d’Olmeto', structures: ['Olmeto'] })
  })
  beforeEach(() => w.regler('2021-09-13T10:00:00'))
  afterAll(() => w.close())

  const MOTIF = 'Le conseil du 10 septembre a voté contre.'
  const lire = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
  const decliner = (id: string, partenaire: string, cookie = olmeto.cookie, motif = MOTIF) =>
    w.post(paths.dossiers.refusPartenaire(id, partenaire), { motif }, cookie)
  const porteur = (id: string) => lire(w.get(paths.dossiers.etape(id, 'porteur'), vico.cookie))
  const courriels = async () => (await w.courriels()).filter(m => m.destinataire === vico.courriel && m.sujet.includes('ne participe pas'))
  const actes = async (id: string) => (await w.journal()).filter(e => e.objet_id === id && e.action === 'partenaire.decline')

  it('je dis pourquoi\u00a0: le porteur le lit, le dossier n’existe plus pour moi, et le dépôt ne nous attend plus', async () => {
    const { id, partenaires } = await projetCommun(w, vico.cookie, ['Olmeto'])
    expect(await lire(w.get(paths.dossiers.validation(id), olmeto.cookie))).toContain('Ne pas participer à ce projet')
    const r = await decliner(id, partenaires[0]!)
    expect(r.status).toBe(303)
    expect(await lire(w.get(r.headers.get('location')!, olmeto.cookie))).toContain('Votre structure ne participe plus au projet du dossier')
    expect((await w.get(paths.dossiers.voir(id), olmeto.cookie)).status).toBe(404)
    expect(await porteur(id)).toContain(`Olmeto a décliné le projet le 13 septembre 2021 à 10 h 00 : « ${MOTIF} »`)
    const [mail] = await courriels()
    expect(mail!.texte).toContain(MOTIF)
    expect(await actes(id)).toHaveLength(1)
    expect((await deposer(w, vico.cookie, id)).status).toBe(303)
  })

  it('sans motif, rien ne change et la page dit ce qui manque', async () => {
    const { id, partenaires } = await projetCommun(w, vico.cookie, ['Olmeto'])
    const r = await decliner(id, partenaires[0]!, olmeto.cookie, '  ')
    expect(r.status).toBe(422)
    expect(await r.text()).toContain('Dites au porteur pourquoi votre structure ne participe pas')
    expect((await w.get(paths.dossiers.validation(id), olmeto.cookie)).status).toBe(200)
  })

  it('associée à nouveau, elle peut valider\u00a0; son premier refus ne se montre plus', async () => {
    const { id, partenaires } = await projetCommun(w, vico.cookie, ['Olmeto'])
    await validerCommun(w, olmeto.cookie, id)
    await decliner(id, partenaires[0]!)
    await associer(w, vico.cookie, id, 'Olmeto')
    expect(await porteur(id)).not.toContain('a décliné')
    expect((await validerCommun(w, olmeto.cookie, id)).status).toBe(303)
  })

  it('ni le porteur, ni une autre structure ne décline à ma place', async () => {
    const { id, partenaires } = await projetCommun(w, vico.cookie, ['Olmeto'])
    const ailleurs = await w.compte({ structures: ['Lumio'] })
    for (const { cookie } of [vico, ailleurs]) expect((await decliner(id, partenaires[0]!, cookie)).status).toBe(404)
    expect((await w.get(paths.dossiers.validation(id), olmeto.cookie)).status).toBe(200)
  })

  it('une fois le dossier déposé, ou l’appel clos, il n’y a plus rien à décliner\u00a0: mon motif m’est rendu', async () => {
    const rendu = async (id: string, partenaire: string) => {
      const r = await decliner(id, partenaire)
      expect([r.status, await lire(r)]).toEqual([422, expect.stringContaining(MOTIF)])
    }
    const { id, partenaires } = await projetCommun(w, vico.cookie, ['Olmeto'])
    await validerCommun(w, olmeto.cookie, id)
    await deposer(w, vico.cookie, id)
    await rendu(id, partenaires[0]!)
    const autre = await projetCommun(w, vico.cookie, ['Olmeto'])
    w.regler('2021-09-18T00:00:00')
    await rendu(autre.id, autre.partenaires[0]!)
    expect([...(await actes(id)), ...(await actes(autre.id))]).toEqual([])
  })

  it('six refus au même instant n’en font qu’un, et un seul courriel', async () => {
    const { id, partenaires } = await projetCommun(w, vico.cookie, ['Olmeto'])
    const avant = (await courriels()).length
    const six = await Promise.all(Array.from({ length: 6 }, () => decliner(id, partenaires[0]!)))
    expect(six.filter(r => r.status === 303)).toHaveLength(1)
    expect(six.filter(r => r.status === 404)).toHaveLength(5)
    expect(await actes(id)).toHaveLength(1)
    expect((await courriels()).length).toBe(avant + 1)
  })
})
