import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { accordDe } from '../../../test/accord.ts'
import { roleDe } from '../../../test/acteur.ts'
import { lisible } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { installerGuichet } from '../../guichet/index.ts'

const DETR = readFileSync('appels-exemples/detr-tarn-2018/appel.yml', 'utf8')
const SLUG = 'detr-tarn-2018'
const { studio: p, administration: a } = paths
type Compte = Awaited<ReturnType<World['compte']>>
let w: World
let auteur: Compte
let cheffe: Compte
let referent: Compte
beforeAll(async () => {
  w = await openWorld({ instant: '2017-10-02T10:00:00' })
  w.deps.config.guichet.relectureAvantPublication = true
  auteur = await w.compte({ nom: 'Chargée de mission', roles: [roleDe('administrateur')] })
  cheffe = await w.compte({ nom: 'Cheffe de bureau', roles: [roleDe('administrateur')] })
  referent = await w.compte({ nom: 'Référent', roles: [roleDe('referent_regional')] })
})
afterAll(() => w.close())

const propre = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
const ouvrir = async () => {
  const r = await w.post(p.accueil, { source: DETR }, auteur.cookie)
  return /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
}
const demander = (id: string, lecteur: Compte, qui = auteur, pour_le = '30/10/2017') =>
  w.post(p.relectures(id), { lecteur: lecteur.id, pour_le }, qui.cookie)
const derniere = async (id: string): Promise<string> =>
  (await w.owner.query('select id from relecture where brouillon_id = $1 order by demandee_le desc, id desc limit 1', [id])).rows[0].id
const revision = async (rel: string, qui: Compte) =>
  /name="revision" value="(\d+)"/.exec(await (await w.get(p.relecture(rel), qui.cookie)).text())?.[1] ?? ''
const rendre = async (rel: string, qui: Compte, corps: Record<string, string> = { sens: 'rien_a_redire' }) =>
  w.post(p.relecture(rel), { revision: await revision(rel, qui), ...corps }, qui.cookie)
const changer = async (id: string, titre: string, qui = auteur) => {
  const html = await (await w.get(p.section(id, 'bref'), qui.cookie)).text()
  const r = await w.post(p.section(id, 'bref'), { revision: /name="revision" value="(\d+)"/.exec(html)![1]!, '/titre': titre }, qui.cookie)
  expect(r.status).toBe(303)
}
const verser = async (id: string, qui = auteur) => {
  const html = await (await w.get(p.brouillon(id), qui.cookie)).text()
  const r = await w.post(p.version(id), { revision: /name="revision" value="(\d+)"/.exec(html)![1]! }, qui.cookie)
  return Number(/versions\/(\d+)/.exec(r.headers.get('location')!)![1])
}
/** From the page of a published call, the studio opens its text. Seen to fail: without the button. */
const neuve = async () => {
  const html = await (await w.get(a.appel(SLUG), auteur.cookie)).text()
  const [, action, dedans] = /<form[^>]*action="([^"]+)"[^>]*>((?:(?!<\/form>)[\s\S])*Préparer une nouvelle version dans le studio)/.exec(
    html,
  )!
  const champs = Object.fromEntries([...dedans!.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(m => [m[1]!, m[2]!]))
  const r = await w.post(action!, champs, auteur.cookie)
  expect([r.status, await propre(w.get(r.headers.get('location')!, auteur.cookie))]).toEqual([
    303,
    expect.stringContaining('Nouvelle version de'),
  ])
}
const publier = async (numero: number, qui = auteur) =>
  w.post(a.publication(SLUG, numero), await accordDe(await (await w.get(a.publication(SLUG, numero), qui.cookie)).text()), qui.cookie)

describe('faire relire un appel avant de le publier', () => {
  it('sans relecture, la publication est refusée d’une phrase, avec où la demander', async () => {
    const id = await ouvrir()
    const numero = await verser(id)
    const r = await publier(numero)
    const html = await r.text()
    expect(r.status).toBe(409)
    expect(html).toContain('Personne d’autre que vous n’a approuvé ce texte. Faites-le relire')
    expect(html).toContain(`${p.brouillon(id)}#relecture`)
    expect((await w.get(paths.appels.voir(SLUG))).status).toBe(404)
  })

  it('qui relit reçoit un lien, une fois ; lui seul l’ouvre, et lit la page du public', async () => {
    const id = await ouvrir()
    const six = await Promise.all(Array.from({ length: 6 }, () => demander(id, referent)))
    expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    const rel = await derniere(id)
    const recus = (await w.courriels()).filter(c => c.lien === p.relecture(rel))
    expect(recus.map(c => c.destinataire)).toEqual([referent.courriel])
    expect(await propre(w.get(p.relecture(rel), referent.cookie))).toContain('Première publication : rien à comparer')
    const page = await w.get(p.pageRelue(rel), referent.cookie)
    expect([page.status, await propre(page)]).toEqual([200, expect.stringContaining('À relire : pas encore publié')])
    const porteur = (await w.compte({ structures: ['Vico'] })).cookie
    for (const qui of [cheffe.cookie, auteur.cookie, porteur])
      for (const chemin of [p.relecture(rel), p.pageRelue(rel)]) expect((await w.get(chemin, qui)).status, chemin).toBe(404)
    expect((await w.post(p.relecture(rel), { sens: 'rien_a_redire', revision: '0' }, cheffe.cookie)).status).toBe(404)
    expect((await w.post(p.relectures(id), { lecteur: cheffe.id, pour_le: '30/10/2017' }, referent.cookie)).status).toBe(404)
    expect((await w.post(p.retraitRelecture(rel), {}, referent.cookie)).status).toBe(404)
    expect((await w.post(p.retraitRelecture(rel), {}, auteur.cookie)).status).toBe(303)
    expect(await propre(w.get(p.relecture(rel), referent.cookie))).toContain('Cette relecture n’est plus demandée')
  })

  // seen to fail: without the questions, and with fields for the letters
  it('qui relit lit les règles en phrases, les lettres et les questions, sans rien pouvoir y écrire', async () => {
    const id = await ouvrir()
    await demander(id, cheffe)
    const rel = await derniere(id)
    const html = await (await w.get(p.relecture(rel), cheffe.cookie)).text()
    const lue = await propre(w.get(p.relecture(rel), cheffe.cookie))
    expect(lue).toMatch(/Les \d+ règles ?, en phrases/)
    expect(lue).toMatch(/Questions : .*1\. .*Lettre : retenu/)
    expect(lue).toMatch(/Lettre : retenu.*Objet .*\[projet\]/)
    // the only fields are those of the answer, and no test dossier is told
    const main = html.slice(html.indexOf('<main'), html.indexOf('</main>'))
    expect([...main.matchAll(/<(?:input|textarea|select)[^>]* name="([^"]+)"/g)].map(x => x[1]!)).toEqual([
      'revision',
      'sens',
      'sens',
      'remarque',
    ])
    for (const interdit of ['/studio/', 'href="/appels/', 'Lautrec', 'quatre classes', 'education@guichet.example'])
      expect(main).not.toContain(interdit)
    await w.post(p.retraitRelecture(rel), {}, auteur.cookie)
  })

  // seen to fail: with the readings of everybody
  it('qui doit relire le lit dans sa journée, avec qui le demande et le lien, tant qu’il n’a pas répondu ; les autres n’y lisent rien', async () => {
    const journee = (qui: Compte) => propre(w.get(paths.instruction.journee, qui.cookie))
    for (const qui of [referent, cheffe, auteur]) expect(await journee(qui)).toContain('Rien ne vous attend')
    await demander(await ouvrir(), referent)
    const [{ id: rel }] = (await w.owner.query('select id from relecture where lue_le is null and retiree_le is null')).rows
    const lue = await journee(referent)
    expect(lue).toContain('1 appel attend votre relecture.')
    expect(lue).toMatch(/À relire pour le 30 octobre 2017 : Dotation.* Demandé par Chargée de mission/)
    expect(lue).not.toContain('Rien ne vous attend')
    expect(await (await w.get(paths.instruction.journee, referent.cookie)).text()).toContain(`href="${p.relecture(rel)}"`)
    for (const qui of [cheffe, auteur]) expect(await journee(qui)).toContain('Rien ne vous attend')
    const [courriel] = (await w.courriels()).filter(c => c.lien === p.relecture(rel))
    expect(courriel?.texte).toContain('Chargée de mission vous demande de relire')
    expect((await rendre(rel, referent, { sens: 'remarque', remarque: 'À dater.' })).status).toBe(303)
    expect(await journee(referent)).toContain('Rien ne vous attend')
    // whoever instructs nothing has a day too
    const lectrice = await w.compte({ nom: 'Lectrice', roles: [roleDe('lecteur')] })
    expect(await journee(lectrice)).toContain('Rien ne vous attend')
    await demander(await ouvrir(), lectrice)
    expect(await journee(lectrice)).toMatch(/1 appel attend votre relecture\. .*À relire pour le 30 octobre 2017/)
  })

  it('l’administratrice d’un autre guichet ne demande, ne lit ni ne rend rien ici', async () => {
    const id = await ouvrir()
    await demander(id, cheffe)
    const rel = await derniere(id)
    const voisin = await installerGuichet(w.owner, { ...w.deps.config.guichet, slug: 'voisin', nom: 'Guichet voisin' })
    const loin = await w.compte({ nom: 'Administratrice voisine' })
    await w.owner.query("insert into role (id, guichet_id, compte_id, role) values (gen_random_uuid(), $1, $2, 'administrateur')", [
      voisin,
      loin.id,
    ])
    for (const chemin of [p.relecture(rel), p.pageRelue(rel)]) expect((await w.get(chemin, loin.cookie)).status, chemin).toBe(404)
    for (const chemin of [p.relectures(id), p.relecture(rel), p.retraitRelecture(rel)])
      expect((await w.post(chemin, { sens: 'rien_a_redire', revision: '0' }, loin.cookie)).status, chemin).toBe(404)
    // nor may she be asked
    expect((await demander(id, loin)).status).toBe(422)
    await w.post(p.retraitRelecture(rel), {}, auteur.cookie)
  })

  // seen to fail: with `relueParUnAutre` that does not look at the text
  it('une remarque revient sur l’appel ; corrigé, il est relu pour ce qui a changé seulement, puis publié ; un changement de plus redemande', async () => {
    const id = await ouvrir()
    await demander(id, cheffe)
    const premiere = await derniere(id)
    expect((await rendre(premiere, cheffe, { sens: 'remarque', remarque: '' })).status).toBe(422)
    expect((await rendre(premiere, cheffe, { sens: 'remarque', remarque: 'Dire l’année dans le titre.' })).status).toBe(303)
    expect(await propre(w.get(p.brouillon(id), auteur.cookie))).toContain('Dire l’année dans le titre.')
    expect((await publier(await verser(id))).status).toBe(409)
    await changer(id, 'DETR de 2018, dans le Tarn')
    // seen to fail: without the remarks of the text before
    const corrigee = await verser(id)
    expect(await propre(w.get(a.publication(SLUG, corrigee), auteur.cookie))).toContain(
      '1 remarque rendue le 2 octobre 2017 par Cheffe de bureau : relisez-la',
    )
    // seen to fail: « c’est la version 1 », on the page of the second
    expect([corrigee, await propre(w.get(a.publication(SLUG, corrigee), auteur.cookie))]).toEqual([
      2,
      expect.stringContaining('Première publication : rien à comparer'),
    ])
    expect(await (await w.get(a.publication(SLUG, corrigee), auteur.cookie)).text()).toContain(`${p.brouillon(id)}#relecture`)
    expect(await propre(w.get(p.brouillon(id), auteur.cookie))).toContain('Lui envoyer ce qui a changé')
    await demander(id, cheffe)
    const seconde = await derniere(id)
    const lue = await propre(w.get(p.relecture(seconde), cheffe.cookie))
    expect(lue).toContain('1 changement')
    expect(lue).toContain('DETR de 2018, dans le Tarn')
    const six = await Promise.all(
      Array.from({ length: 6 }, () => w.post(p.relecture(seconde), { sens: 'rien_a_redire', revision: '1' }, cheffe.cookie)),
    )
    expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    // an approval by whoever publishes is nobody else's
    const numero = await verser(id)
    expect((await publier(numero, cheffe)).status).toBe(409)
    expect((await publier(numero)).status).toBe(303)
    expect(await propre(w.get(a.appel(SLUG), auteur.cookie))).toMatch(/Version 1 Remplacée avant d’être publiée/)
    await neuve()
    await changer(id, 'DETR de 2018')
    expect((await publier(await verser(id))).status).toBe(409)
    expect((await w.journal()).map(e => e.action)).toEqual(expect.arrayContaining(['appel.relecture_demandee', 'appel.relecture_rendue']))
  })

  it('personne n’approuve ce qu’il a seul écrit, ni un texte qui vient de changer', async () => {
    const r = await w.post(p.accueil, { source: DETR }, cheffe.cookie)
    const id = /\/studio\/([0-9a-f-]{36})/.exec(r.headers.get('location')!)![1]!
    await demander(id, cheffe)
    const rel = await derniere(id)
    const seul = await rendre(rel, cheffe)
    expect([seul.status, await propre(seul)]).toEqual([409, expect.stringContaining('Vous avez seul écrit ce texte')])
    await changer(id, 'Un autre titre')
    const perime = await w.post(p.relecture(rel), { sens: 'remarque', remarque: 'À ne pas perdre', revision: '0' }, cheffe.cookie)
    const html = await perime.text()
    expect(perime.status).toBe(409)
    expect(html).toContain('Le texte vient de changer')
    expect(html).toContain('À ne pas perdre')
    expect((await rendre(rel, cheffe)).status).toBe(303)
  })

  it.each([
    ['à soi-même', () => auteur, '30/10/2017', 422, 'Choisissez qui relit'],
    ['pour hier', () => cheffe, '01/10/2017', 422, 'Ce jour est passé'],
    ['sans jour', () => cheffe, '', 422, 'Indiquez le jour'],
  ] as const)('une relecture demandée %s est refusée d’une phrase', async (_nom, qui, jour, statut, phrase) => {
    const r = await demander(await ouvrir(), qui(), auteur, jour)
    expect([r.status, await propre(r)]).toEqual([statut, expect.stringContaining(phrase)])
  })

  // seen to fail: with `jeter` that leaves them
  it('un brouillon jeté emporte les textes relus ; ce qui fut répondu reste, et ne se réécrit pas', async () => {
    const id = await ouvrir()
    await demander(id, referent)
    const rel = await derniere(id)
    expect((await rendre(rel, referent)).status).toBe(303)
    expect((await w.post(p.abandon(id), {}, auteur.cookie)).status).toBe(303)
    const { rows } = await w.owner.query('select brouillon_id, source, sens, length(sha256) as n from relecture where id = $1', [rel])
    expect(rows[0]).toEqual({ brouillon_id: null, source: null, sens: 'rien_a_redire', n: 64 })
    expect(await propre(w.get(p.relecture(rel), referent.cookie))).toContain('Cette relecture n’est plus demandée')
    await expect(
      w.auGuichet(tx => tx.updateTable('relecture').set({ sens: 'remarque', remarque: 'Autre' }).where('id', '=', rel).execute()),
    ).rejects.toThrow('une relecture rendue ne change plus')
  })

  it('dans un guichet qui ne le demande pas, on publie sans relecture', async () => {
    w.deps.config.guichet.relectureAvantPublication = false
    const id = await ouvrir()
    await changer(id, 'Sans relecture')
    expect((await publier(await verser(id))).status).toBe(303)
  })
})
