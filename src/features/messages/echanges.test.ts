import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { paths } from '../../paths.ts'
import { type MondeInstruction, ouvrirInstruction } from '../../test/instruits.ts'
import { dossierPret, lisible } from '../../test/vico.ts'

let m: MondeInstruction
let id: string
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
})
afterAll(() => m.w.close())

const adresse = () => paths.dossiers.echanges(id)
const repondre = (texte: string, qui: { cookie: string } = m.porteur, cle: string = nouvelId()) =>
  m.w.post(adresse(), { texte, cle }, qui.cookie)
const duService = (texte: string) => m.w.post(paths.instruction.echanges(id), { texte, cle: nouvelId() }, m.referent.cookie)
const lu = async (chemin: string, qui: { cookie: string } = m.porteur) =>
  (await lisible(await m.w.get(chemin, qui.cookie))).replaceAll('\u00a0', ' ')
const messages = () => m.w.auGuichet(tx => tx.selectFrom('message').selectAll().where('dossier_id', '=', id).orderBy('ecrit_le').execute())
const avertis = async () => (await m.w.courriels()).filter(c => c.lien === paths.instruction.echanges(id)).map(c => c.destinataire)

describe('le porteur écrit au service', () => {
  it('qui mène le dossier reçoit un courriel sans le texte\u00a0; l’onglet compte ce qui n’est pas lu, pour chacun', async () => {
    expect((await repondre('Nous appelons demain.')).status).toBe(303)
    expect((await avertis()).sort()).toEqual([m.referent.courriel, m.collegue.courriel].sort())
    const [courriel] = (await m.w.courriels()).filter(c => c.lien === paths.instruction.echanges(id))
    expect(courriel!.texte + courriel!.sujet).not.toContain('demain')
    expect(await lu(paths.instruction.dossier(id), m.referent)).toContain('Échanges 1 non lu')
    const page = await lu(paths.instruction.echanges(id), m.referent)
    expect(page).toMatch(/Vico Secrétariat de Vico Non lu Nous appelons demain\./)
    expect(await lu(paths.instruction.dossier(id), m.referent)).not.toContain('non lu')
    expect(await lu(paths.instruction.dossier(id), m.collegue)).toContain('Échanges 1 non lu')
    expect(await lu(adresse())).toContain('lu par le service')
  })

  it('qui remplace une personne absente est averti avec elle, le temps de l’intérim', async () => {
    await m.w.post(paths.instruction.priseEnCharge(id), {}, m.collegue.cookie)
    const interim = (du: string, au: string, qui: string) =>
      m.w.owner.query(
        `insert into interim (id, guichet_id, remplace_id, remplacant_id, du, au, accorde_par, accorde_le) values ($1, $2, $3, $4, $5, $6, $3, $5)`,
        [nouvelId(), m.w.guichetId, m.collegue.id, qui, du, au],
      )
    await interim('2021-09-20T00:00:00Z', '2021-10-20T00:00:00Z', m.regional.id)
    await interim('2021-08-01T00:00:00Z', '2021-09-01T00:00:00Z', m.ailleurs.id)
    await repondre('Bonjour.')
    expect((await avertis()).sort()).toEqual([m.collegue.courriel, m.regional.courriel].sort())
    await m.w.owner.query('delete from interim')
  })

  it('affecté, le dossier a une seule personne avertie', async () => {
    await m.w.post(paths.instruction.priseEnCharge(id), {}, m.collegue.cookie)
    await repondre('Bonjour.')
    expect(await avertis()).toEqual([m.collegue.courriel])
  })

  it('sans référent qui le mène, l’administration est avertie', async () => {
    await m.w.owner.query("update instruction set departement_pilote = '2Z' where dossier_id = $1", [id])
    await repondre('Bonjour.')
    expect(await avertis()).toEqual([m.administratrice.courriel])
  })

  it('son dossier dit ce qui n’est pas lu, jusqu’à ce qu’il le lise\u00a0; son propre message ne compte pas', async () => {
    await duService('Premier.')
    await duService('Second.')
    expect(await lu(paths.dossiers.voir(id))).toContain('Échanges avec le service 2 non lus')
    await lu(adresse())
    await repondre('Bien reçu.')
    expect(await lu(paths.dossiers.voir(id))).not.toContain('non lu')
    const collegue = await m.w.compte({ structures: ['Vico'] })
    expect(await lu(paths.dossiers.voir(id), collegue)).toContain('3 non lus')
  })

  it('le menu et Mon espace comptent ce qui n’est pas lu, et mènent au fil', async () => {
    const seul = await m.w.compte({ structures: ['Vico'] })
    await m.w.owner.query('insert into message_lu select distinct m.dossier_id, $1::uuid, m.guichet_id, now() from message m', [seul.id])
    await duService('Premier.')
    await duService('Second.')
    const accueil = await lu(paths.espace, seul)
    expect(accueil).toContain('Mon espace 2 non lus')
    expect(accueil).toContain('Messages : 2 non lus')
    const liste = await m.w.get(paths.messages.liste, seul.cookie)
    expect(await liste.clone().text()).toContain(`href="${adresse()}"`)
    expect(await lisible(liste)).toContain('dernier message du service 2 non lus')
    expect(await lu(adresse(), seul)).not.toContain('Mon espace 2 non lus')
    expect(await lu(paths.espace, seul)).not.toContain('non lu')
    // the mail that leads to a thread is no message of its own
    expect(await lu(paths.messages.liste, seul)).not.toContain('vous a écrit')
  })

  it('la boîte marque les dossiers dont un message attend, et les retrouve, jusqu’à ce qu’on les lise', async () => {
    await lu(paths.instruction.echanges(id), m.referent)
    const filtre = `${paths.instruction.boite}?messages=non_lus`
    await repondre('Bonjour.')
    expect(await lu(paths.instruction.boite, m.referent)).toContain('1 message non lu')
    const ici = async () => (await (await m.w.get(filtre, m.referent.cookie)).text()).includes(paths.instruction.dossier(id))
    expect(await ici()).toBe(true)
    await lu(paths.instruction.echanges(id), m.referent)
    expect(await ici()).toBe(false)
    await duService('Reçu.')
    expect(await ici()).toBe(false)
  })

  it('vide ou trop long, il revient avec ce qui est tapé', async () => {
    expect((await repondre('')).status).toBe(422)
    const r = await repondre('y'.repeat(5001))
    expect(r.status).toBe(422)
    expect(await r.text()).toContain('y'.repeat(5001))
    expect(await messages()).toEqual([])
    expect(await avertis()).toEqual([])
  })

  it('envoyé six fois à la fois, il part une fois', async () => {
    const cle = nouvelId()
    await Promise.all(Array.from({ length: 6 }, () => repondre('Bonjour.', m.porteur, cle)))
    expect(await messages()).toHaveLength(1)
  })

  it('porteur et service écrivent en même temps\u00a0: les deux messages restent, chacun le sien', async () => {
    await Promise.all([repondre('Du porteur'), duService('Du service')])
    expect((await messages()).map(x => x.cote).sort()).toEqual(['porteur', 'service'])
  })

  it('une autre structure ne lit rien\u00a0; un brouillon n’a pas d’échanges, un dossier retiré n’en a plus de nouveaux', async () => {
    const ailleurs = await m.w.compte({ structures: ['Bastia'] })
    expect((await m.w.get(adresse(), ailleurs.cookie)).status).toBe(404)
    expect((await repondre('Bonjour.', ailleurs)).status).toBe(404)
    await m.w.owner.query("update dossier set etat = 'retire' where id = $1", [id])
    const r = await repondre('Encore.')
    expect(r.status).toBe(409)
    expect(await lisible(r)).toMatch(/le message n’est pas parti.*Encore\./)
    m.w.regler('2021-09-13T10:00:00')
    id = await dossierPret(m.w, m.porteur.cookie)
    expect((await m.w.get(adresse(), m.porteur.cookie)).status).toBe(303)
    const brouillon = await repondre('Bonjour.')
    expect(brouillon.status).toBe(409)
    expect(await lisible(brouillon)).toMatch(/On écrit au service une fois le dossier déposé.*Bonjour\./)
    expect(await messages()).toEqual([])
  })

  it('un texte qui ressemble à du HTML se lit tel quel', async () => {
    await repondre('<script>alert(1)</script>')
    for (const [chemin, qui] of [
      [adresse(), m.porteur],
      [paths.instruction.echanges(id), m.referent],
    ] as const)
      expect(await (await m.w.get(chemin, qui.cookie)).text()).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })
})
