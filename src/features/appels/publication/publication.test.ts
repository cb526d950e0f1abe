import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../../contexte.ts'
import { paths } from '../../../paths.ts'
import { accordDe } from '../../../test/accord.ts'
import { roleDe } from '../../../test/acteur.ts'
import { openWorld, type World } from '../../../test/world.ts'

const ITN7 = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
const SLUG = 'itn7-axe3-corse-2021'
const { administration: a } = paths
const role = (r: Role['role']) => roleDe(r)
const texte = (html: string) =>
  html
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

let w: World
let admin: string
beforeAll(async () => {
  w = await openWorld()
  admin = (await w.compte({ nom: 'Administration du guichet', roles: [role('administrateur')] })).cookie
})
afterAll(() => w.close())
const lire = async (chemin: string) => (await w.get(chemin, admin)).text()
const accord = async (numero: number, raison?: string) => accordDe(await lire(a.publication(SLUG, numero)), raison)
const publications = async () => (await w.journal()).filter(e => e.action === 'appel.version_publiee')

describe('l’administrateur publie un appel', () => {
  it('sans compte je suis invité à me connecter, sans le rôle la page n’existe pas', async () => {
    const pages = [a.appels, a.appel(SLUG), a.apercu(SLUG, 1), a.publication(SLUG, 1)]
    const porteur = (await w.compte({ structures: ['Vico'] })).cookie
    const referent = (await w.compte({ roles: [role('referent_regional')] })).cookie
    for (const chemin of pages) {
      expect((await w.get(chemin)).status, chemin).toBe(303)
      expect((await w.get(chemin, porteur)).status, chemin).toBe(404)
      expect((await w.get(chemin, referent)).status, chemin).toBe(404)
    }
    expect((await w.post(a.appels, { source: ITN7 }, porteur)).status).toBe(404)
    expect(await w.journal()).toEqual([])
  })

  it('je colle un texte\u00a0: il est gardé en brouillon, le public ne le voit pas', async () => {
    expect(texte(await lire(a.appels))).toContain('Aucun appel.')
    const r = await w.post(a.appels, { source: ITN7.replaceAll('\n', '\r\n') }, admin)
    expect([r.status, r.headers.get('location')]).toEqual([303, `${a.appel(SLUG)}?fait=ajout`])
    expect(texte(await lire(r.headers.get('location')!))).toContain('La version est ajoutée en brouillon')
    expect((await w.get(paths.appels.voir(SLUG))).status).toBe(404)
  })

  it('l’aperçu est la page du public, avec un bandeau', async () => {
    const html = await lire(a.apercu(SLUG, 1))
    expect(texte(html)).toContain('Aperçu, non publié : version 1')
    expect(html).toContain('id="c5-8"')
    expect(html).not.toContain('Commencer un dossier')
  })

  it('je confirme, et le public lit l’appel\u00a0; la publication est au journal', async () => {
    expect(texte(await lire(a.publication(SLUG, 1)))).toMatch(/Première publication\s: rien à comparer/)
    const r = await w.post(a.publication(SLUG, 1), await accord(1), admin)
    expect([r.status, r.headers.get('location')]).toEqual([303, `${a.appel(SLUG)}?fait=publication`])
    expect((await w.get(paths.appels.voir(SLUG))).status).toBe(200)
    expect((await w.journal()).map(e => e.action)).toEqual(['appel.version_ajoutee', 'appel.version_publiee'])
  })

  it('publier une seconde fois est refusé, et rien ne change', async () => {
    const r = await w.post(a.publication(SLUG, 1), {}, admin)
    expect(r.status).toBe(409)
    expect(texte(await r.text())).toContain('Cette version est déjà publiée depuis le 13 septembre 2021 à 10 h 00')
    expect(await w.journal()).toHaveLength(2)
  })

  it('j’envoie un fichier\u00a0: je vois ce qui change avant de publier, et le public garde l’ancienne version', async () => {
    const corps = new FormData()
    corps.set('fichier', new File([ITN7.replace('valeur: 5 000 €', 'valeur: 6 000 €')], 'appel.yml', { type: 'application/yaml' }))
    corps.set('source', '')
    expect((await w.post(a.versions(SLUG), corps, admin)).status).toBe(303)
    const html = await lire(a.publication(SLUG, 2))
    expect(texte(html)).toContain('1 changement')
    expect(html).toMatch(/<del><code[^>]*>[^<]*valeur: 5 000 €/)
    expect(html).toMatch(/<ins><code[^>]*>[^<]*valeur: 6 000 €/)
    expect(await (await w.get(paths.appels.donnees(SLUG))).text()).toBe(ITN7)
  })

  it('six publications à la fois n’en font qu’une', async () => {
    const tenu = await accord(2)
    const six = await Promise.all(Array.from({ length: 6 }, () => w.post(a.publication(SLUG, 2), tenu, admin)))
    expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    expect((await w.journal()).filter(e => e.action === 'appel.version_publiee')).toHaveLength(2)
  })

  it('un texte fautif revient avec la ligne, le champ et ce qui est attendu\u00a0; rien n’est perdu ni ajouté', async () => {
    const source = ITN7.replace('valeur: 5 000 €', 'valeur: beaucoup')
    const ligne = source.split('\n').findIndex(l => l.includes('beaucoup')) + 1
    const r = await w.post(a.appels, { source }, admin)
    const html = await r.text()
    expect(r.status).toBe(422)
    expect(html).toMatch(/<title>Erreur : /)
    expect(texte(html)).toMatch(new RegExp(`${ligne} \\S*parametres\\S*[^.]* un montant en euros`))
    expect(html).toContain('valeur: beaucoup')
    expect(await lire(a.appels)).toContain('Version\u00a02')
  })

  it.each([
    ['vide', {}, 'Envoyez un fichier ou collez le texte'],
    ['un caractère nul', { source: `${ITN7}# \u0000\n` }, 'Le texte contient un caractère nul'],
    ['du YAML cassé', { source: 'titre: [1, 2' }, 'à corriger dans le fichier'],
    ['un autre appel', { source: ITN7.replace(`slug: ${SLUG}`, 'slug: autre-appel') }, 'Ce texte est celui de l’appel « autre-appel »'],
  ])('sur la page d’un appel, %s est refusé avec une phrase', async (_nom, corps, phrase) => {
    const r = await w.post(a.versions(SLUG), corps as Record<string, string>, admin)
    expect(r.status).toBe(422)
    expect(texte(await r.text())).toContain(phrase)
  })

  it('un fichier qui n’est pas du texte est refusé avec une phrase', async () => {
    const corps = new FormData()
    corps.set('fichier', new File([new Uint8Array([0xff, 0xfe, 0x00])], 'image.png'))
    const r = await w.post(a.appels, corps, admin)
    expect(r.status).toBe(422)
    expect(texte(await r.text())).toContain('« image.png » n’est pas un texte')
  })

  it('le même texte deux fois n’ajoute rien et le dit', async () => {
    const r = await w.post(a.appels, { source: ITN7 }, admin)
    expect(texte(await lire(r.headers.get('location')!))).toContain('Ce texte est déjà une version de l’appel')
  })
})

describe('ce que le vérificateur dit avant de publier', () => {
  const ajouter = async (source: string) => {
    const r = await w.post(a.versions(SLUG), { source }, admin)
    expect(r.status).toBe(303)
    return Number((await w.owner.query('select max(numero) as n from appel_version')).rows[0].n)
  }

  // seen to fail: with `refusDuVerificateur` that only looks at warnings
  it('une erreur empêche de publier\u00a0: la page dit laquelle, où, et n’a pas de bouton', async () => {
    const numero = await ajouter(ITN7.replace('quorum: 3', 'quorum: 5'))
    const html = await lire(a.publication(SLUG, numero))
    const ligne = ITN7.split('\n').findIndex(l => l.includes('quorum: 3')) + 1
    expect(texte(html)).toContain('Le quorum (5) dépasse le nombre de sièges (4). Le comité ne pourrait jamais décider.')
    expect(texte(html)).toContain(`Ligne ${ligne}, colonne`)
    expect(html).not.toContain('Tout de suite')
    // nothing is asked of somebody who cannot publish; what they had typed before it was so comes back
    expect(html).not.toContain('name="raison-')
    const r = await w.post(a.publication(SLUG, numero), { 'raison-sans_signataire': 'Tapée avant.' }, admin)
    expect(r.status).toBe(409)
    expect(texte(await r.text())).toMatch(/1 point à corriger avant de publier.*Ce que vous aviez saisi.*Tapée avant\./)
    expect(await publications()).toHaveLength(2)
  })

  // seen to fail: with `sans` always empty
  it('un avertissement demande une raison\u00a0: sans elle rien n’est publié, et ce qui fut tapé revient', async () => {
    const numero = await ajouter(ITN7.replace('valeur: 5 000 €', 'valeur: 7 000 €'))
    const tenu = await accord(numero, 'La décision du 12 octobre.')
    const champs = Object.keys(tenu).filter(c => c !== 'vues')
    expect(champs).toContain('raison-changement_retroactif-1')
    const r = await w.post(a.publication(SLUG, numero), { ...tenu, 'raison-sans_signataire': ' ' }, admin)
    const html = await r.text()
    expect(r.status).toBe(422)
    expect(html).toContain('href="#raison-sans_signataire"')
    expect(html.split('La décision du 12 octobre.')).toHaveLength(champs.length)
    const longue = await w.post(a.publication(SLUG, numero), { ...tenu, 'raison-sans_signataire': 'x'.repeat(1_001) }, admin)
    expect([longue.status, texte(await longue.text())]).toEqual([422, expect.stringContaining('1 000 caractères au plus')])
    expect(await publications()).toHaveLength(2)
  })

  // seen to fail: with `vues` that is not compared
  it('si les remarques ont changé depuis que la page est ouverte, rien n’est publié et les raisons sont gardées', async () => {
    const numero = await ajouter(ITN7.replace('valeur: 5 000 €', 'valeur: 7 000 €'))
    const r = await w.post(a.publication(SLUG, numero), { ...(await accord(numero, 'Ma raison tapée.')), vues: 'autre' }, admin)
    const html = await r.text()
    expect(r.status).toBe(409)
    expect(texte(html)).toContain('a changé depuis que vous avez ouvert cette page')
    expect(html).toContain('Ma raison tapée.')
    expect(html).toContain('Tout de suite')
  })

  it('publiée, ses avertissements et leurs raisons sont au journal, et se proposent à la version suivante', async () => {
    const numero = await ajouter(ITN7.replace('valeur: 5 000 €', 'valeur: 7 000 €'))
    expect((await w.post(a.publication(SLUG, numero), await accord(numero, 'Voulu par le préfet.'), admin)).status).toBe(303)
    const { avertissements } = (await publications()).at(-1)!.donnees as {
      avertissements: { sujet: string; dit: string[]; raison: string }[]
    }
    expect(avertissements.map(x => x.sujet)).toEqual([
      'changement_retroactif',
      'sans_signataire',
      'chiffre_non_verifie',
      'question_sans_lecteur',
      'essai_manquant',
    ])
    for (const x of avertissements)
      expect([x.raison, x.dit[0]]).toEqual(['Voulu par le préfet.', expect.stringMatching(/^l\. \d+\u00a0: .+\.$/)])
    const versions = texte(await lire(a.appel(SLUG)))
    expect(versions).toMatch(/La version \d a été publiée malgré 5 avertissements/)
    expect(versions).toMatch(/Personne ne signe l\. \d+ : L’appel ne dit pas qui signe\. Voulu par le préfet\./)
    const suivante = await ajouter(`${ITN7.replace('valeur: 5 000 €', 'valeur: 7 000 €')}# relu\n`)
    const html = await lire(a.publication(SLUG, suivante))
    expect(html).toMatch(/name="raison-sans_signataire"[^>]*>\s*Voulu par le préfet\./)
    expect(html).not.toContain('raison-changement_retroactif')
  })

  it('quand une autre version a été publiée entre-temps, ce que j’ai tapé se retrouve', async () => {
    const r = await w.post(a.publication(SLUG, 3), { vues: '', 'raison-sans_signataire': 'À ne pas perdre.' }, admin)
    expect(r.status).toBe(409)
    expect(texte(await r.text())).toMatch(/plus récente, est déjà publiée.*Ce que vous aviez saisi.*À ne pas perdre\./)
  })

  it('un appel hors du territoire du guichet est un avertissement, et quelqu’un d’autre que l’administrateur n’a pas cette page', async () => {
    const corse = 'departements:\n    - { code: "2A", nom: Corse-du-Sud }'
    const numero = await ajouter(
      ITN7.replace(corse, 'departements:\n    - { code: "13", nom: Bouches-du-Rhône }\n    - { code: "2A", nom: Corse-du-Sud }').replaceAll(
        'departements: ["2A"]',
        'departements: ["2A", "13"]',
      ),
    )
    expect(texte(await lire(a.publication(SLUG, numero)))).toContain(
      'Le territoire de l’appel sort de celui du guichet, Corse : Bouches-du-Rhône (13).',
    )
    const referent = (await w.compte({ roles: [role('referent_regional')] })).cookie
    expect((await w.post(a.publication(SLUG, numero), { 'raison-territoire': 'x' }, referent)).status).toBe(404)
  })
})
