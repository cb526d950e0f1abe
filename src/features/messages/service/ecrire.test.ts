import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { actesDe, type MondeInstruction, ouvrirInstruction } from '../../../test/instruits.ts'
import { projetCommun, validerCommun } from '../../../test/projet-commun.ts'
import { deposer, lisible } from '../../../test/vico.ts'

let m: MondeInstruction
let id: string
const i = paths.instruction
beforeAll(async () => {
  m = await ouvrirInstruction()
})
beforeEach(async () => {
  id = await m.dossier()
})
afterAll(() => m.w.close())

const ecrire = (texte: string, qui: { cookie: string } = m.referent, cle: string = nouvelId()) =>
  m.w.post(i.echanges(id), { texte, cle }, qui.cookie)
const messages = () => m.w.auGuichet(tx => tx.selectFrom('message').selectAll().where('dossier_id', '=', id).orderBy('ecrit_le').execute())
const courriels = async () => (await m.w.courriels()).filter(c => c.lien === paths.dossiers.echanges(id))
const page = async (qui: { cookie: string }) => lisible(await m.w.get(i.echanges(id), qui.cookie))
const duPorteur = async (qui: { cookie: string } = m.porteur) => lisible(await m.w.get(paths.dossiers.echanges(id), qui.cookie))

describe('le service écrit au porteur', () => {
  it('le porteur lit le message avec le rôle et le service, jamais le nom\u00a0; le courriel mène au fil et n’en dit rien', async () => {
    expect((await ecrire('Pouvez-vous nous appeler ?\nMerci.')).status).toBe(303)
    const lu = await duPorteur()
    expect(lu).toContain('Pouvez-vous nous appeler ?')
    expect(lu).toContain('Référent départemental Préfecture de Corse')
    expect(lu).not.toContain('Référent de la Corse-du-Sud')
    const [courriel, ...autres] = await courriels()
    expect(autres).toEqual([])
    expect(courriel).toMatchObject({ destinataire: m.porteur.courriel, dossier_id: id })
    expect(courriel!.texte + courriel!.sujet).not.toContain('appeler')
    expect((await actesDe(m.w, id)).at(-1)).toMatchObject({ action: 'instruction.message' })
  })

  it('il voit si le message est lu, et un collègue sait qui l’a écrit', async () => {
    await ecrire('Bonjour.')
    expect(await page(m.collegue)).toContain('Référent de la Corse-du-Sud Référent départemental')
    expect(await page(m.referent)).toContain('pas encore lu')
    await duPorteur()
    expect(await page(m.referent)).toContain('lu par le porteur')
  })

  it('les membres actifs du porteur et des partenaires qui ont validé reçoivent un courriel, personne d’autre', async () => {
    m.w.regler('2021-09-13T10:00:00')
    const porteur = await m.w.compte({ structures: ['Olmeto'] })
    const parti = await m.w.compte({ structures: ['Olmeto'] })
    const bastia = await m.w.compte({ structures: ['Bastia'] })
    const corte = await m.w.compte({ structures: ['Corte'] })
    id = (await projetCommun(m.w, porteur.cookie, ['Bastia'], { courriel: 'invite@guichet.example' })).id
    await validerCommun(m.w, bastia.cookie, id)
    expect((await deposer(m.w, porteur.cookie, id)).status).toBe(303)
    await m.w.owner.query(`insert into partenaire (id, guichet_id, dossier_id, structure_id, invite_le) values ($1, $2, $3, $4, $5)`, [
      nouvelId(),
      m.w.guichetId,
      id,
      (await m.w.structure('Corte')).id,
      m.w.horloge.instant,
    ])
    await m.w.owner.query("update appartenance set etat = 'retiree' where compte_id = $1", [parti.id])
    expect((await ecrire('Bonjour à tous.')).status).toBe(303)
    expect((await courriels()).map(c => c.destinataire).sort()).toEqual([porteur.courriel, bastia.courriel].sort())
    expect(corte.courriel).not.toBe(bastia.courriel)
    expect(await duPorteur(bastia)).toContain('Bonjour à tous.')
  })

  it('vide ou trop long, il revient avec ce qui est tapé, et rien ne part', async () => {
    expect((await ecrire('  ')).status).toBe(422)
    const r = await ecrire('y'.repeat(5001))
    expect(r.status).toBe(422)
    expect(await r.text()).toContain('y'.repeat(5001))
    expect(await messages()).toEqual([])
    expect(await courriels()).toEqual([])
  })

  it('envoyé six fois à la fois depuis la même page, il part une fois\u00a0; corrigé et renvoyé, il part aussi', async () => {
    const cle = nouvelId()
    await Promise.all(Array.from({ length: 6 }, () => ecrire('Bonjour.', m.referent, cle)))
    expect(await messages()).toHaveLength(1)
    expect(await courriels()).toHaveLength(1)
    await ecrire('Bonjour, et merci.', m.referent, cle)
    expect((await messages()).map(x => x.texte)).toEqual(['Bonjour.', 'Bonjour, et merci.'])
  })

  it('écrits au même instant, deux messages ont chacun leur place', async () => {
    await Promise.all(['Un', 'Deux', 'Trois', 'Quatre'].map(t => ecrire(t)))
    const dates = (await messages()).map(x => x.ecrit_le.getTime())
    expect(new Set(dates).size).toBe(4)
  })

  it('une référente d’un autre département n’en sait rien\u00a0; sur un dossier retiré, on relit et on n’écrit plus', async () => {
    await ecrire('Bonjour.')
    expect((await m.w.get(i.echanges(id), m.ailleurs.cookie)).status).toBe(404)
    expect((await ecrire('Bonjour.', m.ailleurs)).status).toBe(404)
    await m.w.owner.query("update dossier set etat = 'retire' where id = $1", [id])
    expect(await page(m.referent)).toContain('On ne s’écrit plus')
    const r = await ecrire('Encore.')
    expect(r.status).toBe(409)
    expect(await lisible(r)).toContain('La structure a retiré ce dossier.')
    expect(await messages()).toHaveLength(1)
  })

  it('un fil de soixante-dix messages se lit en trois pages, sans trou ni répétition', async () => {
    for (let n = 0; n < 70; n++) await ecrire(`message-${n}-`)
    const vus: string[] = []
    let adresse: string | undefined = i.echanges(id)
    while (adresse && vus.length < 200) {
      const html: string = await (await m.w.get(adresse, m.collegue.cookie)).text()
      vus.push(...[...html.matchAll(/message-\d+-/g)].map(x => x[0]))
      adresse = /href="([^"]+\?avant=[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(vus).toHaveLength(70)
    expect(new Set(vus).size).toBe(70)
  }, 60_000)
})
