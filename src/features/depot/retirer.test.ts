import { describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { type Compte, ouvrirDepots } from '../../test/depots.ts'
import { deposer, dossierPret, lisible } from '../../test/vico.ts'
import type { World } from '../../test/world.ts'

describe('retirer un dossier déposé', () => {
  let w: World
  let vico: Compte
  let referent: Compte
  ouvrirDepots(v => {
    ;({ w, vico, referent } = v)
  })
  const retirer = (id: string, motif = '', cookie = vico.cookie) => w.post(paths.dossiers.retrait(id), { motif }, cookie)
  const lire = async (chemin: string, cookie = vico.cookie) => lisible(await w.get(chemin, cookie))
  const ligne = (id: string) => w.auGuichet(tx => tx.selectFrom('dossier').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
  const depose = async () => {
    const id = await dossierPret(w, vico.cookie)
    expect((await deposer(w, vico.cookie, id)).status).toBe(303)
    return id
  }
  const mails = async (id: string) => (await w.courriels()).filter(m => m.dossier_id === id && m.sujet.endsWith('retiré'))

  it('je confirme, le service est prévenu avec mon motif, l’accusé reste lisible', async () => {
    const id = await depose()
    const { numero } = await ligne(id)
    expect(await lire(paths.instruction.boite, referent.cookie)).toContain(numero)
    expect(await lire(paths.dossiers.retrait(id))).toContain('Ce choix est définitif')
    w.regler('2021-09-14T11:05:00')
    expect((await retirer(id, '  Le projet est reporté d’un an. ')).headers.get('location')).toBe(paths.dossiers.voir(id))
    expect((await retirer(id)).status).toBe(303)
    const page = await lire(paths.dossiers.voir(id))
    expect(page).toContain('Votre structure a retiré ce dossier le 14 septembre 2021 à 11 h 05')
    expect(page).not.toContain('Modifier le dossier')
    expect((await w.get(paths.dossiers.accuse(id), vico.cookie)).status).toBe(200)
    expect(await lire(paths.instruction.boite, referent.cookie)).not.toContain(numero)
    const envoyes = await mails(id)
    const service = envoyes.filter(m => m.texte.includes('Le projet est reporté d’un an.'))
    expect(service.length).toBeGreaterThan(0)
    expect(envoyes.map(m => m.destinataire)).toContain(vico.courriel)
    expect(new Set(envoyes.map(m => m.destinataire)).size).toBe(envoyes.length)
    expect((await w.journal()).filter(e => e.objet_id === id && e.action === 'dossier.retire')).toHaveLength(1)
  })

  it('six retraits au même instant en font un seul', async () => {
    const id = await depose()
    await Promise.all(Array.from({ length: 6 }, () => retirer(id)))
    expect((await w.journal()).filter(e => e.objet_id === id && e.action === 'dossier.retire')).toHaveLength(1)
    const destinataires = (await mails(id)).map(m => m.destinataire)
    expect(new Set(destinataires).size).toBe(destinataires.length)
  })

  it('retiré pendant que je le modifiais, le dossier reste tel que déposé', async () => {
    const id = await depose()
    await w.post(paths.dossiers.reouverture(id), {}, vico.cookie)
    await w.post(paths.dossiers.etape(id, 'projet'), { titre: 'Jamais déposé' }, vico.cookie)
    await retirer(id)
    expect(await ligne(id)).toMatchObject({ etat: 'retire', rouvert_le: null })
    const page = await lire(paths.dossiers.voir(id))
    expect(page).toContain('Un guichet en ligne pour les familles')
    expect(page).not.toContain('Jamais déposé')
  })

  it('un motif trop long revient avec ce que j’ai tapé, rien n’est retiré', async () => {
    const id = await depose()
    const r = await retirer(id, 'long '.repeat(300))
    expect(r.status).toBe(422)
    const html = await r.text()
    expect(html).toContain('<title>Erreur : ')
    expect(html).toContain('href="#motif"')
    expect(html).toContain('long long long')
    expect((await ligne(id)).etat).toBe('depose')
  })

  it('après la clôture je peux encore retirer\u00a0; un brouillon, lui, s’abandonne et ne se retire pas', async () => {
    const [id, brouillon] = [await depose(), await dossierPret(w, vico.cookie)]
    w.regler('2021-10-01T09:00:00')
    await retirer(brouillon)
    expect((await ligne(brouillon)).etat).toBe('brouillon')
    await retirer(id)
    expect((await ligne(id)).etat).toBe('retire')
    expect((await deposer(w, vico.cookie, id)).headers.get('location')).toBe(paths.dossiers.voir(id))
    expect((await ligne(id)).etat).toBe('retire')
  })

  it('une autre structure ou le service ne retire pas mon dossier', async () => {
    const id = await depose()
    const ailleurs = await w.compte({ structures: ['Bastia'] })
    for (const { cookie } of [ailleurs, referent]) {
      expect((await retirer(id, '', cookie)).status).toBe(404)
      expect((await w.get(paths.dossiers.retrait(id), cookie)).status).toBe(404)
    }
    expect((await ligne(id)).etat).toBe('depose')
  })
})
